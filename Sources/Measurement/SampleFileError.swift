import Glibc

/// Why a sample file could not be written, attached to or read.
package enum SampleFileError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A system call failed.
    case file(FileFailure)
    /// It is there, and no file.
    case unreadable(UnreadableFile)
    /// The file is something else, or not yet complete at its start.
    case foreign(path: String)
    /// Written by another version of the program.
    case version(path: String, found: UInt32, expected: UInt32)
    /// A field of the head makes no sense.
    case head(path: String, field: String)
    /// Shorter than its head says.
    case truncated(path: String, bytes: Int, expectedBytes: Int)
    /// A record is of no known kind or holds a code that does not exist.
    case record(path: String, index: Int)

    package var description: String {
        switch self {
        case .file(let failure):
            failure.description
        case .unreadable(let file):
            "\"\(file.path)\" is not a sample file: \(file.reason); \(Self.again)"
        case .foreign(let path):
            """
            "\(path)" is not a sample file: it does not begin as one; \
            name a file of a result folder's samples/
            """
        case .version(let path, let found, let expected):
            """
            "\(path)" is a sample file of version \(found), and this program reads version \
            \(expected); read it with the program that wrote it, or run the experiment again
            """
        case .head(let path, let field):
            "\"\(path)\" is a damaged sample file: its \(field) is impossible; \(Self.again)"
        case .truncated(let path, let bytes, let expectedBytes):
            """
            "\(path)" is a truncated sample file: \(bytes) bytes, where its head asks for \
            \(expectedBytes); \(Self.again)
            """
        case .record(let path, let index):
            "\"\(path)\" is a damaged sample file: record \(index) is of no known kind; \(Self.again)"
        }
    }

    private static let again = "copy it again, or run the experiment again"
}

extension OpenFile {
    /// Opens a sample file that exists.
    init(sampleFile path: String, flags: Int32) throws(SampleFileError) {
        do throws(FileFailure) {
            // A pipe nobody writes to would be waited for.
            try self.init(path, flags: flags | O_NONBLOCK)
        } catch {
            throw .file(error)
        }
    }

    /// The first `limit` bytes of a sample file, or all there are, and how long it is.
    func sampleFileBytes(
        upTo limit: Int
    ) throws(SampleFileError) -> (bytes: [UInt8], fileBytes: Int) {
        var facts = stat()
        if fstat(descriptor, &facts) == 0, let kind = FileKind(facts) {
            throw .unreadable(UnreadableFile(path: path, cause: .otherKind(kind)))
        }
        do throws(FileFailure) {
            let length = try length()
            return (try bytes(upTo: min(limit, length)), length)
        } catch {
            throw .file(error)
        }
    }
}
