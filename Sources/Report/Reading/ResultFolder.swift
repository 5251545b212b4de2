import Glibc

/// A folder of result files on disk.
struct ResultFolder {
    let path: String

    /// The whole text of a file; nil if the folder has no file of that name.
    ///
    /// - Throws: `ReportError` if the folder is missing or the file cannot be read as UTF-8.
    func text(of file: String) throws(ReportError) -> String? {
        let filePath = path.hasSuffix("/") ? path + file : "\(path)/\(file)"
        let descriptor = open(filePath, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            guard errno == ENOENT || errno == ENOTDIR else {
                throw .unreadable(path: filePath, reason: Self.reason(errno))
            }
            guard isFolder else { throw .noFolder(path) }
            return nil
        }
        defer { close(descriptor) }
        let bytes = try Self.readAll(descriptor, path: filePath)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .notText(path: filePath)
        }
        return text
    }

    private var isFolder: Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func readAll(
        _ descriptor: Int32, path: String
    ) throws(ReportError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable(path: path, reason: reason(errno)) }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
        }
    }

    private static func reason(_ code: Int32) -> String {
        String(cString: strerror(code))
    }
}
