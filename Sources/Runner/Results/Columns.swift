import Measurement

/// One row of a result file as pairs, so that a column's name and value stand side by side.
typealias Row = [(column: String, cell: CSVCell)]

extension Row {
    var columns: [String] { map(\.column) }

    var cells: [CSVCell] { map(\.cell) }
}

extension CSVCell {
    static func count(_ number: some BinaryInteger) -> CSVCell { .integer(Int(number)) }

    /// A share or quotient, empty where its denominator is 0.
    static func quotient(_ numerator: some BinaryInteger, _ denominator: some BinaryInteger)
        -> CSVCell
    {
        denominator == 0 ? .empty : .number(Double(numerator) / Double(denominator))
    }
}
