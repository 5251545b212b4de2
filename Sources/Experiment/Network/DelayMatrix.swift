package import Core

/// One-way delays between regions, as a CSV file has them: a header with the regions' names, then a
/// row for each of them in the same order, its name first and then the milliseconds to each.
package struct DelayMatrix: Sendable, Equatable {
    /// The regions in the file's order, 1 to 256.
    package let names: [String]
    /// From row to column.
    package let delays: [[Nanoseconds]]

    private static let maximumRegions = 256
    private static let milliseconds = 0.0...60_000

    /// Reads a file, without quoting.
    ///
    /// - Throws: The first thing that is wrong, with its line and column.
    init(_ file: [UInt8]) throws(DelayMatrixFault) {
        guard let text = String(validating: file, as: UTF8.self) else {
            throw DelayMatrixFault(line: 1, column: 1, found: "bytes", expected: "UTF-8 text")
        }
        var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .map { Self.cells($0) }
        while let last = lines.last, last.count == 1, last[0].text.isEmpty { lines.removeLast() }
        let header = lines.first ?? []
        names = try Self.names(header)
        var delays: [[Nanoseconds]] = []
        for (index, row) in lines.dropFirst().enumerated() {
            let line = index + 2
            guard index < names.count else {
                throw .at(
                    line, row[0], expected: "no more than a row for each of the header's regions")
            }
            delays.append(try Self.delays(row, to: names, from: names[index], line: line))
        }
        guard delays.count == names.count else {
            throw DelayMatrixFault(
                line: lines.count + 1, column: 1, found: "the file's end",
                expected: "the row of region \(quoted(names[delays.count]))")
        }
        self.delays = delays
    }

    /// One cell of a line, from the column on in which it starts.
    struct Cell {
        var text: Substring
        var column: Int
    }

    private static func cells(_ line: Substring) -> [Cell] {
        var column = 1
        return line.split(separator: ",", omittingEmptySubsequences: false).map { cell in
            let blanks = cell.prefix { $0 == " " || $0 == "\t" }.count
            defer { column += cell.count + 1 }
            let start = cell.dropFirst(blanks)
            let end = start.reversed().drop { $0 == " " || $0 == "\t" }.count
            return Cell(text: start.prefix(end), column: column + blanks)
        }
    }

    private static func names(_ header: [Cell]) throws(DelayMatrixFault) -> [String] {
        guard header.count > 1 else {
            throw .at(1, header.first, expected: "a header: a first cell, then the regions' names")
        }
        var names: [String] = []
        for cell in header.dropFirst() {
            let name = String(cell.text)
            guard TextRule.label.allows(name) else {
                throw .at(1, cell, expected: "a region's name, of A-Z, a-z, 0-9, \"_\" and \"-\"")
            }
            guard !names.contains(name) else {
                throw .at(1, cell, expected: "each region once")
            }
            guard names.count < maximumRegions else {
                throw .at(1, cell, expected: "at most \(maximumRegions) regions")
            }
            names.append(name)
        }
        return names
    }

    private static func delays(
        _ row: [Cell], to names: [String], from name: String, line: Int
    ) throws(DelayMatrixFault) -> [Nanoseconds] {
        guard row[0].text == name else {
            throw .at(
                line, row[0], expected: "\(quoted(name)), as rows come in the header's order")
        }
        guard row.count <= names.count + 1 else {
            throw .at(line, row[names.count + 1], expected: "\(names.count) delays in a row")
        }
        var delays: [Nanoseconds] = []
        for cell in row.dropFirst() {
            guard let number = Double(cell.text), milliseconds.contains(number) else {
                throw .at(line, cell, expected: "a one-way delay from 0 to 60000, in milliseconds")
            }
            delays.append(.seconds(number / 1_000))
        }
        guard delays.count == names.count else {
            let end = row[row.count - 1]
            throw DelayMatrixFault(
                line: line, column: end.column + end.text.count, found: "the line's end",
                expected: "the delay to region \(quoted(names[delays.count]))")
        }
        return delays
    }
}

/// What is wrong with a delay matrix's file, and where.
package struct DelayMatrixFault: Error, Sendable, Equatable {
    /// From 1.
    package let line: Int
    /// From 1, in characters.
    package let column: Int
    /// What stands there, in quotes where the file has it so.
    package let found: String
    package let expected: String

    fileprivate static func at(
        _ line: Int, _ cell: DelayMatrix.Cell?, expected: String
    ) -> Self {
        DelayMatrixFault(
            line: line, column: cell?.column ?? 1, found: quoted(String(cell?.text ?? "")),
            expected: expected)
    }
}
