/// A comma-separated file (RFC 4180) held in memory: one header line and rows of equal length.
///
/// Lines may end in CR LF or LF alone, the last one in neither; a byte order mark is skipped.
package struct CSVTable: Sendable {
    /// The file's name as given, for error texts.
    package let file: String
    /// The header's names, in file order, each once.
    package let columns: [String]
    /// The number of rows under the header.
    package let rowCount: Int

    private let cells: [String]
    private let positions: [String: Int]
    /// Rows by their text in the first column: every result file has its trial there, and a report
    /// asks each file for the rows of one trial after another.
    private let rowsByFirst: [String: [Int]]

    /// Reads the whole text.
    ///
    /// - Throws: `CSVError` with file and line, if the text is not a table by RFC 4180.
    package init(parsing text: String, file: String) throws(CSVError) {
        var reader = RecordReader(text: text, file: file)
        guard let header = try reader.next() else {
            throw CSVError(file: file, line: 1, problem: .noHeader)
        }
        var positions: [String: Int] = [:]
        for (position, name) in header.enumerated() {
            guard positions.updateValue(position, forKey: name) == nil else {
                throw CSVError(file: file, line: 1, problem: .repeatedColumn(name))
            }
        }
        var cells: [String] = []
        var rowCount = 0
        var rowsByFirst: [String: [Int]] = [:]
        while let row = try reader.next() {
            guard row.count == header.count else {
                throw CSVError(
                    file: file, line: reader.recordLine,
                    problem: .fieldCount(expected: header.count, found: row.count))
            }
            cells += row
            rowsByFirst[row[0], default: []].append(rowCount)
            rowCount += 1
        }
        self.file = file
        self.columns = header
        self.rowCount = rowCount
        self.cells = cells
        self.positions = positions
        self.rowsByFirst = rowsByFirst
    }

    /// Whether the header names this column.
    package func hasColumn(_ name: String) -> Bool {
        positions[name] != nil
    }

    /// A cell's text; empty means "not applicable", as does a column the file does not have.
    package subscript(row: Int, column: String) -> String {
        guard let position = positions[column] else { return "" }
        return cells[row * columns.count + position]
    }

    /// The rows with this text in a column, in file order; none if the file lacks the column.
    ///
    /// Of the first column at once, of another by looking at every row.
    package func rows(where column: String, equals text: String) -> [Int] {
        guard let position = positions[column] else { return [] }
        if position == 0 { return rowsByFirst[text] ?? [] }
        return (0..<rowCount).filter { cells[$0 * columns.count + position] == text }
    }

    /// A cell as a finite number; nil if it is empty or anything else.
    package func double(_ row: Int, _ column: String) -> Double? {
        guard let value = Double(self[row, column]), value.isFinite else { return nil }
        return value
    }

    /// A cell as a whole number; nil if it is empty or anything else.
    package func int(_ row: Int, _ column: String) -> Int? {
        Int(self[row, column])
    }
}

/// Why a text is not a CSV table, and where.
package struct CSVError: Error, Equatable {
    /// What is wrong.
    package enum Problem: Equatable, Sendable {
        case noHeader
        case repeatedColumn(String)
        case fieldCount(expected: Int, found: Int)
        case unclosedQuote
        case quoteInField
        case textAfterQuote
        case bareCarriageReturn
    }

    /// The file's name as it was given to the reader.
    package let file: String
    /// The physical line, from 1: where the row starts, or where the stray character stands.
    package let line: Int
    /// What is wrong there.
    package let problem: Problem

    /// One line: `file:line: what is wrong, what was expected`.
    package var message: String {
        "\(file):\(line): \(reason)"
    }

    private var reason: String {
        switch problem {
        case .noHeader:
            "the file is empty; expected a header line with the column names"
        case .repeatedColumn(let name):
            "the header names the column \"\(name)\" twice; expected each name once"
        case .fieldCount(let expected, let found):
            "this row has \(found) fields; expected \(expected), as in the header"
        case .unclosedQuote:
            "a quoted field is never closed; expected '\"' before the end of the file"
        case .quoteInField:
            "'\"' inside a field that does not start with one; "
                + "expected the whole field in quotes and '\"\"' for each quote in it"
        case .textAfterQuote:
            "text after a closing '\"'; expected ',' or the end of the line"
        case .bareCarriageReturn:
            "a carriage return without a line feed; expected CR LF or LF at the end of a line"
        }
    }
}

/// Cuts a text into records, byte by byte: a CR LF is one `Character`, so characters will not do.
private struct RecordReader {
    private static let quote = UInt8(ascii: "\"")
    private static let comma = UInt8(ascii: ",")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let lineFeed = UInt8(ascii: "\n")

    private let file: String
    private let bytes: [UInt8]
    private var index = 0
    private var line = 1
    /// The line on which the latest record starts.
    private(set) var recordLine = 1

    init(text: String, file: String) {
        self.file = file
        bytes = Array(text.utf8)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    }

    /// The next record's fields; nil at the end of the text.
    mutating func next() throws(CSVError) -> [String]? {
        guard index < bytes.count else { return nil }
        recordLine = line
        var fields = [try field()]
        while index < bytes.count, bytes[index] == Self.comma {
            index += 1
            fields.append(try field())
        }
        try endOfLine()
        return fields
    }

    private mutating func field() throws(CSVError) -> String {
        if index < bytes.count, bytes[index] == Self.quote { return try quotedField() }
        let start = index
        while index < bytes.count {
            let byte = bytes[index]
            if byte == Self.quote { throw error(.quoteInField) }
            if byte == Self.comma || byte == Self.carriageReturn || byte == Self.lineFeed { break }
            index += 1
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func quotedField() throws(CSVError) -> String {
        let openingLine = line
        var content: [UInt8] = []
        index += 1
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == Self.quote {
                guard index < bytes.count, bytes[index] == Self.quote else {
                    return String(decoding: content, as: UTF8.self)
                }
                index += 1
            } else if byte == Self.lineFeed {
                line += 1
            }
            content.append(byte)
        }
        throw CSVError(file: file, line: openingLine, problem: .unclosedQuote)
    }

    private mutating func endOfLine() throws(CSVError) {
        guard index < bytes.count else { return }
        if bytes[index] == Self.carriageReturn {
            guard index + 1 < bytes.count, bytes[index + 1] == Self.lineFeed else {
                throw error(.bareCarriageReturn)
            }
            index += 1
        }
        guard bytes[index] == Self.lineFeed else { throw error(.textAfterQuote) }
        index += 1
        line += 1
    }

    private func error(_ problem: CSVError.Problem) -> CSVError {
        CSVError(file: file, line: line, problem: problem)
    }
}
