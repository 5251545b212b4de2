/// What `topolab samples` writes.
extension DataDictionary {
    /// The columns of an operation, in order.
    package static var sampleColumns: [String] { parsed(samplesTable).map(\.name) }

    /// The columns of a delivery, in order.
    package static var deliveryColumns: [String] { parsed(deliveriesTable).map(\.name) }

    /// The columns of an operation with their meanings, a line each.
    package static var sampleHelp: String {
        parsed(samplesTable).map { column in
            let room = String(repeating: " ", count: max(1, 13 - column.name.count))
            return "  \(column.name)\(room)\(column.meaning)"
        }.joined(separator: "\n")
    }

    static var samplesText: String {
        """

        ## samples/

        `topolab samples DIR` writes them as CSV, a row per recorded operation, warm-up included. Here
        `done_ns` is when an operation really ended; percentiles elsewhere count a failed one as no
        less than `timeout_ms` (`experiment.workload.timeout_ms` in run.json). With `--deliveries`:
        `\(deliveryColumns.joined(separator: "`, `"))`.

        \(page(parsed(samplesTable)))
        """
    }

    private static let samplesTable = """
        trial | number of the trial
        topology | label of the arm
        node | whose operation it is; participant i is client-i or peer-i
        sequence | which of its operations, from 0, warm-up included
        phase | warmup or measure
        operation | get or put
        key | rank by popularity, from 0
        intended_ns | when it was due, from the start of measurement
        sent_ns | when it was handed to the transport
        done_ns | when it ended: response = done - intended
        status | ok, refused, reset, timeout, error, unsent, unfinished, node_down
        bytes_out | of the value written
        bytes_in | of the value read; 0 where nothing was found
        hops | node-to-node requests until the node that answered
        attempts | how often it was tried
        served_by | the node that answered; empty without an answer
        """

    private static let deliveriesTable = """
        trial
        topology
        participant
        sequence
        receiver
        received_ns
        copies
        hops
        """
}
