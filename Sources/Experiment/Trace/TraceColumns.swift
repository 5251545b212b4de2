package import Measurement

/// What each column of a trace's file holds.
struct TraceColumns: Sendable, Equatable {
    /// Nanoseconds of the time column's unit.
    let timeUnitNanoseconds: Int64
    let time: Int
    let key: Int
    let operation: Int?
    let bytes: Int?
    let participant: Int?
    let count: Int

    /// The names of time columns, with the nanoseconds of their unit.
    private static let times: [(name: String, nanoseconds: Int64)] = [
        ("time_s", 1_000_000_000), ("time_ms", 1_000_000), ("time_us", 1_000), ("time_ns", 1),
    ]

    /// Every name, `-` for a column to pass over.
    static let names = times.map(\.name) + ["operation", "key", "bytes", "participant", "-"]

    /// The columns of these names, in the file's order.
    init(_ names: [String]) throws(TraceProblem) {
        for (index, name) in names.enumerated() where name != "-" {
            guard Self.names.contains(name) else { throw .unknownColumn(name) }
            guard names.firstIndex(of: name) == index else { throw .column(name, "given twice") }
        }
        let times = Self.times.filter { names.contains($0.name) }
        guard let time = times.first, let position = names.firstIndex(of: time.name) else {
            throw .column("time_s", "missing")
        }
        guard times.count == 1 else { throw .column(times[1].name, "one time too many") }
        guard let key = names.firstIndex(of: "key") else { throw .column("key", "missing") }
        timeUnitNanoseconds = time.nanoseconds
        self.time = position
        self.key = key
        operation = names.firstIndex(of: "operation")
        bytes = names.firstIndex(of: "bytes")
        participant = names.firstIndex(of: "participant")
        count = names.count
    }
}

/// Why a trace is none.
package enum TraceProblem: Error, Sendable, Equatable {
    case unreadable(UnreadableFile)
    /// Compressed by some program.
    case packed(path: String, format: String)
    case unknownColumn(String)
    /// A column that is missing, or there too often.
    case column(String, String)
    /// A line, from 1, that does not hold what it should.
    case line(Int, path: String, token: String, expected: String)
    /// No operation lies within the load.
    case nothing(path: String, seconds: Double)
    case tooManyOperations(Int, maximum: Int)

    /// The key of the experiment file that it is about.
    var key: String {
        switch self {
        case .unknownColumn, .column: "trace_columns"
        case .unreadable, .packed, .line, .nothing, .tooManyOperations: "trace_file"
        }
    }

    var text: String {
        switch self {
        case .unreadable(let file) where file.isMissing:
            "\"trace_file\" is \(quoted(file.path)), which is not there: name a CSV file by its path "
                + "from the experiment file's folder; in an option, from the current folder"
        case .unreadable(let file):
            "\"trace_file\" is \(quoted(file.path)), which cannot be read: \(file.reason)"
        case .packed(let path, let format):
            "\(quoted(path)) is compressed (\(format)) from line 1 on: expected CSV text; unpack it first"
        case .unknownColumn(let name):
            "a trace has no column \(quoted(name)): "
                + sentences(
                    suggestion(for: name, among: TraceColumns.names),
                    "expected " + alternatives(TraceColumns.names.map { quoted($0) }))
        case .column(let name, let fault):
            "the trace's column \(quoted(name)) is \(fault): name the file's columns in order with "
                + "trace_columns = [\"time_s\", \"operation\", \"key\", \"bytes\"], \"-\" for one to "
                + "pass over"
        case .line(let line, let path, let token, let expected):
            "line \(digits(line)) of \(quoted(path)) has \(quoted(token)): expected \(expected)"
        case .nothing(let path, let seconds):
            "\(quoted(path)) has no operation within the \(digits(seconds)) s of load: see "
                + "trace_start_s, warmup_s and measure_s"
        case .tooManyOperations(let count, let maximum):
            "the trace has \(digits(count)) operations within the load, and at most "
                + "\(digits(maximum)) can be planned: shorten the schedule"
        }
    }
}
