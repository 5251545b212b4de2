import Glibc

/// An open file, closed when its owner goes.
struct OpenFile: ~Copyable {
    let path: String
    let descriptor: Int32

    /// Opens a file; one that `flags` create is readable by all and writable by its owner.
    init(_ path: String, flags: Int32) throws(FileFailure) {
        self.path = path
        descriptor = open(path, flags | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw FileFailure(path: path, call: "open", code: errno)
        }
    }

    deinit {
        close(descriptor)
    }

    /// The file's length in bytes; 0 for a file of /proc.
    func length() throws(FileFailure) -> Int {
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else {
            throw FileFailure(path: path, call: "fstat", code: errno)
        }
        return Int(facts.st_size)
    }

    /// Makes the file at least that long, with space of its own on the disk for every byte.
    func allocate(byteCount: Int) throws(FileFailure) {
        var code: Int32
        repeat { code = posix_fallocate(descriptor, 0, byteCount) } while code == EINTR
        guard code == 0 else {
            throw FileFailure(path: path, call: "posix_fallocate", code: code)
        }
    }

    /// The whole content, from the start.
    func content() throws(FileFailure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: try length() + 4_096)
        var count = 0
        while true {
            let room = bytes.count - count
            let received = bytes.withUnsafeMutableBytes { buffer in
                pread(descriptor, buffer.baseAddress.map { $0 + count }, room, off_t(count))
            }
            if received < 0 {
                let code = errno
                if code == EINTR { continue }
                throw FileFailure(path: path, call: "read", code: code)
            }
            if received == 0 { break }
            count += received
            if count == bytes.count { bytes += [UInt8](repeating: 0, count: count) }
        }
        bytes.removeLast(bytes.count - count)
        return bytes
    }
}
