import Core
import Measurement
import Workload

/// Finds the file of a trace beside the experiment file, and reads it as `[workload]` says.
struct TraceFiles {
    /// The experiment file's path.
    let experiment: String
    let readFile: Surroundings.ReadFile

    func trace(
        _ section: Section, schedule: Section, participants: Int
    ) throws(TraceProblem) -> OperationTrace {
        let name = section.text("trace_file")
        let path = path(of: name)
        let bytes: [UInt8]
        do throws(UnreadableFile) {
            bytes = try readFile(path).get()
        } catch {
            throw .unreadable(error)
        }
        let load = schedule.number("warmup_s") + schedule.number("measure_s")
        return try TraceReader(
            path: name, columnNames: section.optionalTexts("trace_columns"),
            participants: participants, keys: section.integer("keys"),
            valueBytes: section.integer("value_bytes"),
            start: .seconds(section.number("trace_start_s")),
            spread: .seconds(section.number("trace_spread_s")), length: .seconds(load)
        ).read(bytes)
    }

    /// A path that is not absolute counts from the experiment file's folder.
    private func path(of name: String) -> String {
        guard !name.hasPrefix("/"), let slash = experiment.lastIndex(of: "/") else { return name }
        return experiment[...slash] + name
    }
}
