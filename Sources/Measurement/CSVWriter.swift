import Glibc

/// Writes a result table (RFC 4180, lines ending in LF), whole rows at a time: a reader of the file
/// finds no torn one, nor does a disk that is full leave one.
///
/// Rows are collected until `flush`, or until there are many. Belongs to one thread.
package final class CSVWriter {
    /// Collected bytes from which on `add` flushes by itself.
    private static let batchBytes = 1 << 18

    private let file: OpenFile
    /// Whether a failed batch can be taken back: not from a pipe or what others write to.
    private let ownsFile: Bool
    private let columnCount: Int
    private var pending: [UInt8] = []
    /// Bytes of whole rows in the file.
    private var length = 0

    /// Creates a file, or empties the one that is there, and writes the header.
    ///
    /// - Throws: `FileFailure` when that fails.
    package convenience init(creating path: String, columns: [String]) throws(FileFailure) {
        try self.init(
            file: OpenFile(path, flags: O_WRONLY | O_CREAT | O_TRUNC | O_APPEND), ownsFile: true,
            columns: columns)
    }

    /// Bytes written so far: whole rows.
    package var mark: Int { length }

    /// Takes back every row written or added after a mark.
    package func rollBack(to mark: Int) {
        pending.removeAll(keepingCapacity: true)
        guard ownsFile, ftruncate(file.descriptor, off_t(mark)) == 0 else { return }
        length = mark
    }

    /// Writes the table to standard output, beginning with the header.
    ///
    /// - Throws: `FileFailure` when that fails, as when nobody reads any more.
    package convenience init(toStandardOutput columns: [String]) throws(FileFailure) {
        try self.init(file: .standardOutput(), ownsFile: false, columns: columns)
    }

    private init(
        file: consuming OpenFile, ownsFile: Bool, columns: [String]
    ) throws(FileFailure) {
        self.file = file
        self.ownsFile = ownsFile
        columnCount = columns.count
        try add(columns.map { .text($0) })
        try flush()
    }

    /// Adds a row with a cell for each column.
    ///
    /// - Throws: `FileFailure` as `flush` does, when enough was collected for one.
    package func add(_ row: [CSVCell]) throws(FileFailure) {
        precondition(row.count == columnCount, "\(row.count) cells in \(columnCount) columns")
        pending.appendRow(row)
        if pending.count >= Self.batchBytes { try flush() }
    }

    /// Hands all rows collected to the kernel, in one write where it takes them at once.
    ///
    /// - Throws: `FileFailure` when it does not, as on a full disk: a file then ends where it did
    ///   before, and the rows stay collected for another attempt.
    package func flush() throws(FileFailure) {
        var written = 0
        while written < pending.count {
            let count = pending.withUnsafeBytes { buffer in
                let rest = UnsafeRawBufferPointer(rebasing: buffer[written...])
                return write(file.descriptor, rest.baseAddress, rest.count)
            }
            let code = errno
            if count < 0 && code == EINTR { continue }
            guard count > 0 else {
                if ownsFile { ftruncate(file.descriptor, off_t(length)) }
                throw FileFailure(path: file.path, call: "write", code: code)
            }
            written += count
        }
        length += written
        pending.removeAll(keepingCapacity: true)
    }
}
