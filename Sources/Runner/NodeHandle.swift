import CLinux
import Core
import Glibc
import Measurement
import NodeProcess
import Transport

/// The runner's hold on one node process: its control channel, its last words and its end.
final class NodeHandle {
    let name: String
    let pid: Int32
    let channel: LineChannel
    private let errors: TailReader
    private let exit: ExitWatch

    /// Starts a node process; it waits for its assignment.
    ///
    /// Its arguments are the node's name, so that `ps` shows who is who, and whose child it is;
    /// or others, for a program that is no node.
    init(
        name: String, executable: String, arguments: [String]? = nil, on loop: EventLoop
    ) throws(SystemError) {
        let control = try DescriptorPair.sockets()
        let standardError = try DescriptorPair.pipe()
        let pid = Self.spawn(
            executable, [executable] + (arguments ?? Self.arguments(name)),
            channel: control.far.raw, error: standardError.far.raw)
        self.pid = try SystemError.check(pid, "spawn \"\(executable)\"")
        self.name = name
        do throws(SystemError) {
            let pidfd = try Descriptor(adopting: cl_pidfd_open(pid), from: "pidfd_open")
            channel = try LineChannel(control.near, on: loop)
            errors = try TailReader(standardError.near, on: loop)
            exit = try ExitWatch(pid: pid, pidfd: pidfd, on: loop)
        } catch {
            // Nobody will hold it: it must not outlive this attempt.
            var status: Int32 = 0
            var usage = cl_usage()
            kill(pid, SIGKILL)
            _ = cl_wait_until_ended(pid, &status, &usage)
            throw error
        }
    }

    /// What every process is told: its name and whose child it is.
    static func arguments(_ name: String) -> [String] { [name, "\(getpid())"] }

    /// How it ended, nil while it runs; its descriptor is then no longer watched.
    var end: ProcessEnd? { exit.end }

    /// What it wrote to standard error last.
    var lastWords: [String] {
        errors.drain()
        return errors.lines
    }

    /// Sends a signal to exactly this process; nothing happens when it has ended.
    func signal(_ number: Int32) {
        exit.signal(number)
    }

    /// Kills it, if need be, waits until it is gone, and closes what led to it.
    func destroy() {
        if exit.end == nil {
            signal(SIGKILL)
            exit.waitUntilEnded()
        }
        channel.close()
        errors.close()
        exit.close()
    }

    private static func spawn(
        _ path: String, _ arguments: [String], channel: Int32, error: Int32
    ) -> Int32 {
        var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        pointers.append(nil)
        // Last words are the message of what went wrong, not a dump of registers; and a signal from
        // outside ends a node at once. Whoever sets this variable wants it otherwise.
        setenv("SWIFT_BACKTRACE", "enable=no", 0)
        return cl_spawn(path, pointers, Int32(CL_NONE), channel, error)
    }
}

/// Two connected descriptors: one to keep and one to give away.
private struct DescriptorPair: ~Copyable {
    let near: Descriptor
    let far: Descriptor

    static func sockets() throws(SystemError) -> DescriptorPair {
        var ends: [Int32] = [-1, -1]
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        guard socketpair(AF_UNIX, type, 0, &ends) == 0 else {
            throw SystemError("socketpair", code: errno)
        }
        return DescriptorPair(
            near: Descriptor(adopting: ends[0]), far: Descriptor(adopting: ends[1]))
    }

    /// A pipe; the near end reads.
    static func pipe() throws(SystemError) -> DescriptorPair {
        var ends: [Int32] = [-1, -1]
        guard Glibc.pipe(&ends) == 0 else { throw SystemError("pipe", code: errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        return DescriptorPair(
            near: Descriptor(adopting: ends[0]), far: Descriptor(adopting: ends[1]))
    }
}

/// How a process ended and what processor time it took.
struct ProcessEnd: Equatable {
    var status: Int32
    var userNanoseconds: Nanoseconds
    var systemNanoseconds: Nanoseconds

    /// Nil when a signal ended it.
    var exitCode: Int32? { cl_exited(status) == 1 ? cl_exit_code(status) : nil }

    /// "exited with status 1", "was ended by signal 11 (Segmentation fault)".
    var how: String {
        if cl_exited(status) == 1 { return "exited with status \(cl_exit_code(status))" }
        let number = cl_ending_signal(status)
        let name = strsignal(number).map { String(cString: $0) } ?? "unknown"
        return "was ended by signal \(number) (\(name))"
    }
}

/// Reaps one child when it ends.
private final class ExitWatch: EventHandler {
    private let pid: Int32
    private var pidfd: Descriptor?
    private let raw: Int32
    private let loop: EventLoop
    private(set) var end: ProcessEnd?

    init(pid: Int32, pidfd: consuming Descriptor, on loop: EventLoop) throws(SystemError) {
        self.pid = pid
        raw = pidfd.raw
        self.pidfd = consume pidfd
        self.loop = loop
        try loop.watch(raw, for: .readable, self)
    }

    func signal(_ number: Int32) {
        if pidfd != nil { _ = cl_pidfd_signal(raw, number) }
    }

    func close() {
        guard pidfd != nil else { return }
        loop.forget(raw)
        pidfd = nil
    }

    func ready(_ events: Readiness) {
        var status: Int32 = 0
        var usage = cl_usage()
        if cl_wait(pid, &status, &usage) == pid { took(status, usage) }
    }

    func waitUntilEnded() {
        var status: Int32 = 0
        var usage = cl_usage()
        if cl_wait_until_ended(pid, &status, &usage) == pid { took(status, usage) }
    }

    private func took(_ status: Int32, _ usage: cl_usage) {
        loop.forget(raw)
        end = ProcessEnd(
            status: status, userNanoseconds: usage.user_ns, systemNanoseconds: usage.system_ns)
    }
}

/// Keeps the last lines of a pipe.
private final class TailReader: EventHandler {
    private var pipe: Descriptor?
    private let raw: Int32
    private let loop: EventLoop
    private var tail: [UInt8] = []

    private static let keptBytes = 4096
    private static let keptLines = 10

    init(_ pipe: consuming Descriptor, on loop: EventLoop) throws(SystemError) {
        raw = pipe.raw
        self.pipe = consume pipe
        self.loop = loop
        try loop.watch(raw, for: .readable, self)
    }

    func close() {
        guard pipe != nil else { return }
        loop.forget(raw)
        pipe = nil
    }

    var lines: [String] {
        let text = String(decoding: tail, as: UTF8.self)
        return text.split(separator: "\n").suffix(Self.keptLines).map { String($0) }
    }

    func ready(_ events: Readiness) { drain() }

    /// Reads what is there now.
    func drain() {
        var buffer = [UInt8](repeating: 0, count: Self.keptBytes)
        while pipe != nil {
            let count = read(raw, &buffer, buffer.count)
            if count == 0 { loop.forget(raw) }
            guard count > 0 else { return }
            tail += buffer[..<count]
            if tail.count > Self.keptBytes { tail.removeFirst(tail.count - Self.keptBytes) }
        }
    }
}
