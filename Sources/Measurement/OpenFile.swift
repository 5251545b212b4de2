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

    private init(path: String, descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
    }

    /// Standard output under a descriptor of its own.
    static func standardOutput() throws(FileFailure) -> OpenFile {
        let descriptor = dup(STDOUT_FILENO)
        guard descriptor >= 0 else {
            throw FileFailure(path: "standard output", call: "dup", code: errno)
        }
        return OpenFile(path: "standard output", descriptor: descriptor)
    }

    deinit {
        close(descriptor)
    }

    /// The file's length in bytes.
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

    /// The first `limit` bytes, or all there are.
    func bytes(upTo limit: Int) throws(FileFailure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: limit)
        var count = 0
        while count < limit {
            let received = bytes.withUnsafeMutableBytes { buffer in
                let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
                return pread(descriptor, rest.baseAddress, rest.count, off_t(count))
            }
            if received < 0 {
                let code = errno
                if code == EINTR { continue }
                throw FileFailure(path: path, call: "pread", code: code)
            }
            if received == 0 { break }
            count += received
        }
        bytes.removeLast(limit - count)
        return bytes
    }
}
