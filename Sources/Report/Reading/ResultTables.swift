package import Measurement

/// The CSV files of one result folder, read whole.
package struct ResultTables: Sendable {
    /// One row per finished trial; none if the run was interrupted before its first one ended.
    package let trials: CSVTable
    /// One row per 100 ms of a trial that is drawn; the same trials' rows are in `latency` and
    /// `placement`.
    package let timeline: CSVTable
    /// Percentiles per trial and clock.
    package let latency: CSVTable
    /// One row per trial and node.
    package let nodes: CSVTable
    /// One row per trial, fault and node it hit; no rows without faults.
    package let faults: CSVTable
    /// Which nodes hold each key at the start.
    package let placement: CSVTable
    /// What must hold of each trial's own data; nil in results from before it was written down.
    package let checks: CSVTable?
    /// The traced messages; nil if the run was not traced.
    package let messages: CSVTable?

    /// Reads a result folder from disk.
    ///
    /// - Throws: `ReportError`, naming the file and the next step.
    package init(reading folder: String) throws(ReportError) {
        let onDisk = ResultFolder(path: folder)
        try self.init(folder: folder) { file, trials throws(ReportError) in
            try onDisk.text(of: file, trials: trials)
        }
    }

    /// Reads each file through `text`, which gives nil for a file that is not there, and may leave
    /// out rows of other trials than those it is given: a run of many trials has a hundred times as
    /// many rows as a report shows.
    init(
        folder: String, text: (String, Set<String>?) throws(ReportError) -> String?
    ) throws(ReportError) {
        func optionalTable(
            _ name: String, of trials: Set<String>? = nil, needs columns: [String]
        ) throws(ReportError) -> CSVTable? {
            guard let content = try text(name, trials) else { return nil }
            return try Self.parse(content, file: name, needs: columns)
        }
        func table(
            _ name: String, of trials: Set<String>? = nil, needs columns: [String]
        ) throws(ReportError) -> CSVTable {
            guard let table = try optionalTable(name, of: trials, needs: columns) else {
                throw .noFile(folder: folder, file: name)
            }
            return table
        }
        trials = try table(
            "trials.csv",
            needs: [
                "trial", "topology", "repetition", "participants", "nodes", "measure_s", "planned",
                "ok", "valid", "invalid_because",
            ])
        let drawn = SweepPoint.drawnTrials(in: trials)
        timeline = try table(
            "timeline.csv", of: drawn, needs: ["trial", "start_s", "planned", "ok", "node_down"])
        latency = try table(
            "latency.csv", of: drawn, needs: ["trial", "clock", "percentile", "value_us"])
        nodes = try table("nodes.csv", needs: ["trial", "node", "node_down", "served"])
        faults = try table(
            "faults.csv",
            needs: ["trial", "fault", "action", "node", "asked_s", "applied_s", "healed_s"])
        placement = try table("placement.csv", of: drawn, needs: ["trial", "key", "holders"])
        checks = try optionalTable(
            "checks.csv",
            needs: ["trial", "topology", "check", "measured", "expected", "allowed", "holds"])
        messages = try optionalTable(
            "messages.csv",
            needs: [
                "trial", "participant", "sequence", "from", "to", "class", "kind",
                "sent_ns", "received_ns", "fate",
            ])
    }

    private static func parse(
        _ content: String, file: String, needs columns: [String]
    ) throws(ReportError) -> CSVTable {
        let table: CSVTable
        do {
            table = try CSVTable(parsing: content, file: file)
        } catch {
            throw .notTable(error)
        }
        for column in columns where !table.hasColumn(column) {
            throw .noColumn(file: file, column: column)
        }
        return table
    }
}

extension CSVTable {
    /// The rows that belong to a trial, in file order.
    func rows(ofTrial trial: String) -> [Int] {
        rows(where: "trial", equals: trial)
    }
}
