import Core
import Workload

/// Reads a trace's CSV, without quoting, into operations of the participants.
struct TraceReader: Equatable {
    let path: String
    /// Nil when the file's first line names them.
    let columnNames: [String]?
    let participants: Int
    let keys: Int
    /// Of an operation whose size the trace does not say.
    let valueBytes: Int
    let start: Nanoseconds
    /// Operations of one time are spread over so long.
    let spread: Nanoseconds
    /// Warm-up and measurement.
    let length: Nanoseconds

    private static let maximumOperations = 5_000_000
    private static let writes = [
        "put", "set", "add", "replace", "cas", "append", "prepend", "incr", "decr", "delete",
        "write", "update", "insert",
    ]
    private static let reads = ["get", "gets", "read"]

    private struct Row {
        /// Of the file, from 1.
        var line: Int
        var at: Nanoseconds
        var kind: Operation.Kind
        var key: Substring
        var bytes: UInt32
        var participant: Substring
    }

    func read(_ file: [UInt8]) throws(TraceProblem) -> OperationTrace {
        try checkIsText(file)
        let text = String(decoding: file, as: UTF8.self)
        var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .enumerated().makeIterator()
        let columns: TraceColumns
        if let columnNames {
            columns = try TraceColumns(columnNames)
        } else {
            let header = lines.next().map { Self.fields($0.element) } ?? []
            columns = try TraceColumns(header.map { String($0) })
        }
        var rows: [Row] = []
        while let (index, line) = lines.next() {
            let fields = Self.fields(line)
            if fields == [""] { continue }
            // A line of names above columns that are named in the experiment.
            if index == 0, fields.count > columns.time, Double(fields[columns.time]) == nil {
                continue
            }
            let row = try self.row(fields, columns, line: index + 1)
            if row.at >= 0 && row.at < length { rows.append(row) }
        }
        guard !rows.isEmpty else { throw .nothing(path: path, seconds: length.inSeconds) }
        guard rows.count <= Self.maximumOperations else {
            throw .tooManyOperations(rows.count, maximum: Self.maximumOperations)
        }
        return try trace(of: spreadOut(rows), hasParticipants: columns.participant != nil)
    }

    /// What is compressed, or no text, is no CSV, however few of its lines look like one.
    private func checkIsText(_ file: [UInt8]) throws(TraceProblem) {
        let packed: [(mark: [UInt8], name: String)] = [
            ([0x1F, 0x8B], "gzip"), ([0x28, 0xB5, 0x2F, 0xFD], "zstd"),
            ([0x42, 0x5A, 0x68], "bzip2"),
            ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "xz"), ([0x50, 0x4B, 0x03, 0x04], "zip"),
        ]
        if let format = packed.first(where: { file.starts(with: $0.mark) })?.name {
            throw .packed(path: path, format: format)
        }
        guard let index = file.firstIndex(where: { $0 < 9 || $0 == 0x22 }) else { return }
        let line = file[..<index].count { $0 == UInt8(ascii: "\n") } + 1
        throw .line(
            line, path: path, token: file[index] == 0x22 ? "\"" : "\\\(file[index])",
            expected: "text without quotes and control characters, a CSV line of plain values")
    }

    private static func fields(_ line: Substring.UTF8View) -> [Substring] {
        var line = Substring(line)
        if line.utf8.last == UInt8(ascii: "\r") { line = line.dropLast() }
        return line.split(separator: ",", omittingEmptySubsequences: false)
    }

    private func row(
        _ fields: [Substring], _ columns: TraceColumns, line: Int
    ) throws(TraceProblem) -> Row {
        func wrong(_ token: Substring, _ expected: String) -> TraceProblem {
            .line(line, path: path, token: String(token), expected: expected)
        }
        guard fields.count == columns.count else {
            throw wrong(
                fields.joined(separator: ",")[...], "\(columns.count) values, without quoting")
        }
        guard
            let time = TraceTime.nanoseconds(
                fields[columns.time], unit: columns.timeUnitNanoseconds)
        else { throw wrong(fields[columns.time], "a time, at least 0") }
        var kind = Operation.Kind.get
        if let column = columns.operation {
            let name = fields[column].lowercased()
            guard Self.reads.contains(name) || Self.writes.contains(name) else {
                throw wrong(fields[column], "an operation: get, put, set, ...")
            }
            if Self.writes.contains(name) { kind = .put }
        }
        var bytes = UInt32(valueBytes)
        if let column = columns.bytes {
            guard let number = UInt32(fields[column]), number <= Frame.maximumContentBytes else {
                throw wrong(fields[column], "0 to \(digits(Frame.maximumContentBytes)) bytes")
            }
            bytes = number
        }
        return Row(
            line: line, at: time - start, kind: kind, key: fields[columns.key], bytes: bytes,
            participant: columns.participant.map { fields[$0] } ?? "")
    }

    /// In order of time, those of one time evenly over the spread.
    private func spreadOut(_ rows: [Row]) -> [Row] {
        // Rows of one time stay in the file's order.
        var sorted = rows.enumerated().sorted {
            ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
        }
        .map(\.element)
        var first = 0
        while first < sorted.count, spread > 0 {
            let end = sorted[first...].firstIndex { $0.at != sorted[first].at } ?? sorted.count
            for index in first..<end {
                sorted[index].at += spread * Int64(index - first) / Int64(end - first)
            }
            first = end
        }
        return sorted.filter { $0.at < length }
    }

    private func trace(
        of rows: [Row], hasParticipants: Bool
    ) throws(TraceProblem) -> OperationTrace {
        var keyNumbers = Numbering(rows.map(\.key), below: keys)
        var participantNumbers = Numbering(
            hasParticipants ? rows.map(\.participant) : [], below: participants)
        var trace = OperationTrace(entries: Array(repeating: [], count: participants))
        for (index, row) in rows.enumerated() {
            let key = keyNumbers.number(of: row.key)
            guard key < keys else {
                throw .line(
                    row.line, path: path, token: String(row.key),
                    expected: "at most \(digits(keys)) different keys: raise keys in [workload]")
            }
            let participant =
                hasParticipants
                ? participantNumbers.number(of: row.participant) % participants
                : index % participants
            trace.entries[participant].append(
                OperationTrace.Entry(
                    atNanoseconds: row.at, kind: row.kind, key: Key(key), valueBytes: row.bytes))
        }
        for index in trace.entries.indices {
            trace.entries[index] = trace.entries[index].enumerated().sorted {
                ($0.element.atNanoseconds, $0.offset) < ($1.element.atNanoseconds, $1.offset)
            }.map(\.element)
        }
        return trace
    }
}

/// Names as small numbers: themselves if all are numbers in range, else in order of appearance.
private struct Numbering {
    private var numbers: [Substring: Int] = [:]
    private let areNumbers: Bool

    init(_ names: [Substring], below limit: Int) {
        areNumbers = names.allSatisfy { name in
            Int(name).map { $0 >= 0 && $0 < limit } ?? false
        }
    }

    mutating func number(of name: Substring) -> Int {
        if areNumbers, let number = Int(name) { return number }
        if let number = numbers[name] { return number }
        numbers[name] = numbers.count
        return numbers.count - 1
    }
}

/// Times of a trace, read exactly: a Double would lose nanoseconds of a date's seconds.
enum TraceTime {
    /// Nil when the text is no number, at least 0 and below 292 years.
    static func nanoseconds(_ text: Substring, unit: Int64) -> Nanoseconds? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = Int64(parts[0]), whole >= 0, parts[0].utf8.allSatisfy(isDigit) else {
            return nil
        }
        let (nanoseconds, overflow) = whole.multipliedReportingOverflow(by: unit)
        guard !overflow, nanoseconds <= Int64.max / 2 else { return nil }
        guard parts.count == 2 else { return nanoseconds }
        guard !parts[1].isEmpty, parts[1].utf8.allSatisfy(isDigit) else { return nil }
        var fraction: Int64 = 0
        var weight = unit
        for byte in parts[1].utf8 {
            weight /= 10
            fraction += Int64(byte - UInt8(ascii: "0")) * weight
        }
        return nanoseconds + fraction
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
    }
}
