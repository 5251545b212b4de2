import Glibc

/// A directory of its own for a test's files, gone with it.
final class TemporaryDirectory {
    let path: String
    private var names: [String] = []

    init() {
        var template = Array("/tmp/measurement-XXXXXX".utf8CString)
        precondition(mkdtemp(&template) != nil, "no temporary directory: errno \(errno)")
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        for name in names { unlink("\(path)/\(name)") }
        rmdir(path)
    }

    /// The path of a file in it.
    func file(_ name: String) -> String {
        names.append(name)
        return "\(path)/\(name)"
    }
}

/// A whole file, or nil when there is none.
func content(of path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var content: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0 else { return content }
        content += buffer[..<count]
    }
}

/// Writes a file anew.
func write(_ content: [UInt8], to path: String) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    precondition(descriptor >= 0, "cannot write \(path): errno \(errno)")
    defer { close(descriptor) }
    precondition(write(descriptor, content, content.count) == content.count, "short write")
}

/// Lets no file of this process grow beyond a length, as a full disk would not; nil lifts that.
func limitFileLength(to bytes: Int?) {
    signal(SIGXFSZ, SIG_IGN)
    let resource = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
    var limit = rlimit()
    precondition(getrlimit(resource, &limit) == 0, "getrlimit: errno \(errno)")
    limit.rlim_cur = bytes.map(rlim_t.init) ?? limit.rlim_max
    precondition(setrlimit(resource, &limit) == 0, "setrlimit: errno \(errno)")
}
