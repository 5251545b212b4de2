import Glibc
import Testing

/// This process's open descriptors and what each stands for, such as `7 socket:[4711]`.
func openDescriptors() -> Set<String> {
    var found: Set<String> = []
    var target = [CChar](repeating: 0, count: 256)
    for fd in 0..<Int32(4096) where fcntl(fd, F_GETFD) >= 0 {
        let count = max(readlink("/proc/self/fd/\(fd)", &target, target.count), 0)
        let bytes = target.prefix(count).map { UInt8(bitPattern: $0) }
        found.insert("\(fd) \(String(decoding: bytes, as: UTF8.self))")
    }
    return found
}

/// Runs a test's body and expects that the sockets and files it opens are closed by the end.
///
/// To be used in a process of its own: any other test would open descriptors too. Epolls and timers
/// are left out, since the run-time library opens and closes some of its own at any time.
func leavingNothingOpen(_ body: () throws -> Void) rethrows {
    let before = openDescriptors()
    try body()
    let opened = openDescriptors().subtracting(before)
    #expect(opened.filter { !$0.contains("anon_inode:") } == [])
}

/// Changes how many descriptors this process may open while `body` runs.
func limitingDescriptors(to count: Int, _ body: () throws -> Void) rethrows {
    let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    var former = rlimit()
    getrlimit(resource, &former)
    var limited = former
    limited.rlim_cur = rlim_t(count)
    #expect(setrlimit(resource, &limited) == 0)
    defer { setrlimit(resource, &former) }
    try body()
}

/// Uses up all descriptors but `count` while `body` runs.
func leavingDescriptors(_ count: Int, _ body: () throws -> Void) rethrows {
    try limitingDescriptors(to: 100) {
        var used: [Int32] = []
        while case let fd = open("/dev/null", O_RDONLY), fd >= 0 { used.append(fd) }
        defer { for fd in used { close(fd) } }
        for _ in 0..<count { if let fd = used.popLast() { close(fd) } }
        try body()
    }
}
