import Core
import Workload

/// Finds the file of a trace, and reads it as `[workload]` says: beside the experiment file where that
/// names it, from the current folder where an option does.
struct TraceFiles {
    /// The experiment file's path.
    let experiment: String
    let readFile: @Sendable (String) -> [UInt8]?

    func trace(
        _ section: Section, schedule: Section, participants: Int
    ) throws(TraceProblem) -> OperationTrace {
        let name = section.text("trace_file")
        let path = section.place(of: "trace_file").isOption ? name : path(of: name)
        guard let bytes = readFile(path) else { throw .unreadable(path: path) }
        let load = schedule.number("warmup_s") + schedule.number("measure_s")
        return try TraceReader(
            path: name, columnNames: section.optionalTexts("trace_columns"),
            participants: participants, keys: section.integer("keys"),
            valueBytes: section.integer("value_bytes"),
            start: .seconds(section.number("trace_start_s")),
            spread: .seconds(section.number("trace_spread_s")), length: .seconds(load)
        ).read(bytes)
    }

    /// What the file names and is not absolute counts from the experiment file's folder.
    private func path(of name: String) -> String {
        guard !name.hasPrefix("/"), let slash = experiment.lastIndex(of: "/") else { return name }
        return experiment[...slash] + name
    }
}
