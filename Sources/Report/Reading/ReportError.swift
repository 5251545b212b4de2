package import Measurement

/// Why a result folder cannot be reported on.
package enum ReportError: Error, Equatable {
    /// The folder itself is not there, or is not a folder.
    case noFolder(String)
    /// A file every result folder holds is missing from this one.
    case noFile(folder: String, file: String)
    /// A file is there, and cannot be read.
    case unreadable(UnreadableFile)
    /// A file holds bytes that are not UTF-8.
    case notText(path: String)
    /// A file is not a table.
    case notTable(CSVError)
    /// A table lacks a column the report cannot do without.
    case noColumn(file: String, column: String)

    /// What is wrong, where, and the next step.
    package var message: String {
        switch self {
        case .noFolder(let folder):
            "no result folder \"\(folder)\": expected a folder that 'topolab run' has written; "
                + "list yours with 'ls Results'"
        case .noFile(let folder, let file):
            "no file \"\(file)\" in the result folder \"\(folder)\": "
                + "expected it beside the other CSV files; "
                + "make the results again with 'topolab run'"
        case .unreadable(let file):
            "cannot read \"\(file.path)\": \(file.reason); expected the file that 'topolab run' has "
                + "written; make the results again"
        case .notText(let path):
            "\"\(path)\" is not UTF-8 text: expected a CSV file as 'topolab run' writes it; "
                + "save it again as UTF-8 or make the results again"
        case .notTable(let error):
            "\(error.message); mend that line or make the results again with 'topolab run'"
        case .noColumn(let file, let column):
            "\(file):1: no column \"\(column)\" in the header; "
                + "expected the columns that 'topolab run' writes; make the results again"
        }
    }
}
