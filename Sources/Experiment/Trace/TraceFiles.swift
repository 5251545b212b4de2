import Core
import Measurement
import Workload

/// The traces an experiment names, each read and parsed once for all points of its sweep: beside the
/// experiment file where that names it, from the current folder where an option does.
struct TraceFiles {
    /// The experiment file's path.
    let experiment: String
    let readFile: Surroundings.ReadFile
    /// What was found, by path.
    private var files: [String: Result<[UInt8], UnreadableFile>] = [:]
    /// What became of each way of reading, in the order they were asked for.
    private var read: [(reader: TraceReader, result: Result<OperationTrace, TraceProblem>)] = []

    init(experiment: String, readFile: @escaping Surroundings.ReadFile) {
        self.experiment = experiment
        self.readFile = readFile
    }

    mutating func trace(
        _ section: Section, schedule: Section, participants: Int
    ) throws(TraceProblem) -> OperationTrace {
        let name = section.text("trace_file")
        let path = section.place(of: "trace_file").isOption ? name : path(of: name)
        let load = schedule.number("warmup_s") + schedule.number("measure_s")
        let reader = TraceReader(
            path: name,
            columnNames: section.optionalTexts("trace_columns"), participants: participants,
            keys: section.integer("keys"), valueBytes: section.integer("value_bytes"),
            start: .seconds(section.number("trace_start_s")),
            spread: .seconds(section.number("trace_spread_s")), length: .seconds(load))
        if let known = read.first(where: { $0.reader == reader }) { return try known.result.get() }
        let bytes = try bytes(of: path)
        let result = Result { () throws(TraceProblem) in try reader.read(bytes) }
        read.append((reader, result))
        return try result.get()
    }

    private mutating func bytes(of path: String) throws(TraceProblem) -> [UInt8] {
        let found = files[path] ?? readFile(path)
        files[path] = found
        do throws(UnreadableFile) {
            return try found.get()
        } catch {
            throw .unreadable(error)
        }
    }

    /// What the file names and is not absolute counts from the experiment file's folder.
    private func path(of name: String) -> String {
        guard !name.hasPrefix("/"), let slash = experiment.lastIndex(of: "/") else { return name }
        return experiment[...slash] + name
    }
}
