import Glibc

/// Files read whole: what a person names, what a run has written, what the kernel tells in /proc.
package enum WholeFile {
    /// The most bytes of a result file, or of a trace, that are read.
    package static let maximumDataBytes = 1 << 30

    /// All bytes of a regular file; of a pipe as well where one will do, as for `<(...)` in a shell.
    ///
    /// Neither a file that is none nor one that never ends is waited for.
    ///
    /// - Throws: `UnreadableFile`, which says why.
    package static func bytes(
        of path: String, upTo limit: Int, orPipe: Bool = false
    ) throws(UnreadableFile) -> [UInt8] {
        var bytes: [UInt8] = []
        let isPipe = try read(path, upTo: limit, orPipe: orPipe) { chunk in
            bytes += chunk
            return bytes.count
        }
        if isPipe, bytes.isEmpty { throw UnreadableFile(path: path, cause: .emptyPipe) }
        return bytes
    }

    /// The first line of a regular file, and those that begin with one of these texts and a comma:
    /// a table's header and some of its rows, whose cells hold no line feed.
    ///
    /// - Throws: `UnreadableFile`; the limit is on what is kept, and the file may be longer.
    package static func rows(
        of path: String, beginningWith texts: Set<String>, upTo limit: Int
    ) throws(UnreadableFile) -> [UInt8] {
        var rows = ChosenRows(texts)
        _ = try read(path, upTo: limit, mayBeLonger: true) { chunk in
            rows.take(chunk)
            return rows.kept.count
        }
        rows.end()
        return rows.kept
    }

    /// Hands a file over piece by piece to somebody who tells how many bytes are kept of it.
    ///
    /// Returns whether it is a pipe.
    private static func read(
        _ path: String, upTo limit: Int, orPipe: Bool = false, mayBeLonger: Bool = false,
        _ take: (ArraySlice<UInt8>) -> Int
    ) throws(UnreadableFile) -> Bool {
        // Opening a pipe that nobody writes to would wait for somebody.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw UnreadableFile(path: path, cause: .refused(errno))
        }
        defer { close(descriptor) }
        let isPipe = try check(descriptor, path, mayBeLonger ? .max : limit, orPipe: orPipe)
        // Whoever writes to a pipe may not have begun.
        _ = fcntl(descriptor, F_SETFL, 0)
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw UnreadableFile(path: path, cause: .refused(errno)) }
            if count == 0 { return isPipe }
            guard take(chunk[..<count]) <= limit else {
                throw UnreadableFile(path: path, cause: .tooLong(bytes: nil, limit: limit))
            }
        }
    }

    /// Whether it is a pipe.
    private static func check(
        _ descriptor: Int32, _ path: String, _ limit: Int, orPipe: Bool
    ) throws(UnreadableFile) -> Bool {
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else {
            throw UnreadableFile(path: path, cause: .refused(errno))
        }
        if orPipe, facts.st_mode & S_IFMT == S_IFIFO { return true }
        if let kind = FileKind(facts) {
            throw UnreadableFile(path: path, cause: .otherKind(kind))
        }
        guard facts.st_size <= limit else {
            throw UnreadableFile(
                path: path, cause: .tooLong(bytes: Int(facts.st_size), limit: limit))
        }
        return false
    }
}

/// What a path leads to that is no regular file.
package enum FileKind: String, Equatable, Sendable {
    case folder
    case pipe = "named pipe"
    case socket
    case device

    /// Nil for a regular file.
    init?(_ facts: stat) {
        switch facts.st_mode & S_IFMT {
        case S_IFREG: return nil
        case S_IFDIR: self = .folder
        case S_IFIFO: self = .pipe
        case S_IFSOCK: self = .socket
        default: self = .device
        }
    }
}

/// Why a file cannot be read whole.
package struct UnreadableFile: Error, Equatable, Sendable {
    /// The reasons.
    package enum Cause: Equatable, Sendable {
        /// The kernel's own word, from `errno`.
        case refused(Int32)
        case otherKind(FileKind)
        /// A pipe that ended before its first byte.
        case emptyPipe
        /// How long it is, where that is known, and how long it may be, both in bytes.
        case tooLong(bytes: Int?, limit: Int)
    }

    package let path: String
    package let cause: Cause

    /// A file that is not there.
    package static func missing(_ path: String) -> UnreadableFile {
        UnreadableFile(path: path, cause: .refused(ENOENT))
    }

    /// It is not there, rather than of the wrong kind or another user's.
    package var isMissing: Bool { cause == .refused(ENOENT) || cause == .refused(ENOTDIR) }

    /// "Permission denied", "it is a folder", "it has 10,485,760 bytes, and at most 4,194,304 are read".
    package var reason: String {
        switch cause {
        case .refused(let code): String(cString: strerror(code))
        case .otherKind(let kind): "it is a \(kind.rawValue), not a file"
        case .emptyPipe: "it is a pipe to which nobody writes"
        case .tooLong(let bytes?, let limit):
            "it has \(Self.grouped(bytes)) bytes, and at most \(Self.grouped(limit)) are read"
        case .tooLong(nil, let limit):
            "it has more than the \(Self.grouped(limit)) bytes that are read at most"
        }
    }

    private static func grouped(_ number: Int) -> String {
        var text = ""
        for (index, digit) in String(number).enumerated() {
            let left = String(number).count - index
            if index > 0, left.isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return text
    }
}
