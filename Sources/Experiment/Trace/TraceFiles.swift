import Core
import Measurement
import Workload

/// The traces an experiment names, each parsed once for all points of its sweep.
struct TraceFiles {
    var files: NamedFiles
    /// What became of each way of reading, in the order they were asked for.
    private var read: [(reader: TraceReader, result: Result<OperationTrace, TraceProblem>)] = []

    init(_ files: NamedFiles) {
        self.files = files
    }

    mutating func trace(
        _ section: Section, schedule: Section, participants: Int
    ) throws(TraceProblem) -> OperationTrace {
        let name = section.text("trace_file")
        let load = schedule.number("warmup_s") + schedule.number("measure_s")
        let reader = TraceReader(
            path: name,
            columnNames: section.optionalTexts("trace_columns"), participants: participants,
            keys: section.integer("keys"), valueBytes: section.integer("value_bytes"),
            start: .seconds(section.number("trace_start_s")),
            spread: .seconds(section.number("trace_spread_s")), length: .seconds(load))
        if let known = read.first(where: { $0.reader == reader }) { return try known.result.get() }
        let bytes = try bytes(of: name, namedAt: section.place(of: "trace_file"))
        let result = Result { () throws(TraceProblem) in try reader.read(bytes) }
        read.append((reader, result))
        return try result.get()
    }

    private mutating func bytes(
        of name: String, namedAt place: Place
    ) throws(TraceProblem) -> [UInt8] {
        do throws(UnreadableFile) {
            return try files.bytes(of: name, namedAt: place)
        } catch {
            throw .unreadable(error)
        }
    }
}
