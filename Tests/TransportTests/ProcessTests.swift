import CLinux
import Glibc
import Testing

@testable import Transport

/// Runs a shell script; what it wrote to standard error and how it ended.
private func run(
    _ script: String, input: Int = CL_NONE, hasChannel: Bool = false
) throws -> (output: String, status: Int32, usage: cl_usage) {
    var ends: [Int32] = [-1, -1]
    #expect(pipe(&ends) == 0)
    let reading = Descriptor(adopting: ends[0])
    let writing = Descriptor(adopting: ends[1])
    let pid = spawn(
        "/bin/sh", ["sh", "-c", script], input: input,
        channel: hasChannel ? writing.raw : Int32(CL_NONE), error: writing.raw)
    #expect(pid > 0)
    writing.close()
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while case let count = read(reading.raw, &buffer, buffer.count), count > 0 {
        output += buffer.prefix(count)
    }
    var status: Int32 = 0
    var usage = cl_usage()
    #expect(cl_wait_until_ended(pid, &status, &usage) == pid)
    return (String(decoding: output, as: UTF8.self), status, usage)
}

@Suite("Processes")
struct ProcessTests {
    @Test("A child has the descriptors it was given and no others")
    func descriptors() throws {
        // Of the shell's own: 10 and above.
        let list = "for fd in 0 1 2 3 4 5 6 7 8 9; do test -e /proc/$$/fd/$fd && echo $fd; done >&2"
        #expect(try run(list).output == "0\n1\n2\n")
        #expect(try run(list, hasChannel: true).output == "0\n1\n2\n3\n")
        #expect(try run("echo said >&3", hasChannel: true).output == "said\n")
        #expect(try run("readlink /proc/$$/fd/0 >&2").output == "/dev/null\n")
    }

    @Test("A child ignores and blocks no signal, whatever its parent does")
    func signals() async {
        await #expect(processExitsWith: .success) {
            signal(SIGUSR2, SIG_IGN)
            var blocked = sigset_t()
            sigemptyset(&blocked)
            sigaddset(&blocked, SIGUSR1)
            pthread_sigmask(SIG_BLOCK, &blocked, nil)
            let masks = try run("grep -E 'SigBlk|SigIgn' /proc/self/status >&2").output
            // The C library keeps signals 32 and 33 to itself.
            #expect(masks == "SigBlk:\t0000000000000000\nSigIgn:\t0000000180000000\n")
        }
    }

    @Test("Every child has the same address layout, and its parent keeps its own")
    func layout() throws {
        // ADDR_NO_RANDOMIZE of <sys/personality.h>; under a sandbox that forbids it, nothing is set.
        let own = try run("cat /proc/$PPID/personality >&2").output
        let child = try run("cat /proc/self/personality >&2").output
        let isAllowed = try run("setarch --addr-no-randomize true").status == 0
        let layouts = try (0..<2).map { _ in try run("sed 's/ .*//' /proc/self/maps >&2").output }
        if isAllowed {
            #expect(layouts[0] == layouts[1])
            let ownFlags = try #require(Int(own.dropLast(), radix: 16))
            #expect(Int(child.dropLast(), radix: 16) == ownFlags | 0x40000)
        } else {
            #expect(child == own)
        }
    }

    @Test("How a child ended is told: by an exit code or by a signal")
    func endings() throws {
        let exited = try run("exit 7").status
        #expect(cl_exited(exited) == 1 && cl_exit_code(exited) == 7 && cl_signaled(exited) == 0)
        let killed = try run("kill -KILL $$").status
        #expect(cl_signaled(killed) == 1 && cl_ending_signal(killed) == SIGKILL)
        #expect(cl_exited(killed) == 0)
    }

    @Test("Processor time is told of a child and of this process")
    func usage() throws {
        let used = try run("i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done").usage
        #expect(used.user_ns > 1_000_000 && used.user_ns < 60_000_000_000)
        var own = cl_usage()
        #expect(cl_usage_self(&own) == 0)
        #expect(own.user_ns + own.system_ns > 0)
    }

    @Test("A pidfd signals its process, and is readable once that has ended")
    func pidfds() throws {
        let pid = spawn("/bin/sh", ["sh", "-c", "kill -STOP $$"])
        let pidfd = Descriptor(adopting: cl_pidfd_open(pid))
        var status: Int32 = 0
        var used = cl_usage()
        #expect(cl_wait(pid, &status, &used) == 0)
        #expect(cl_pidfd_signal(pidfd.raw, SIGKILL) == 0)
        var poll = pollfd(fd: pidfd.raw, events: Int16(POLLIN), revents: 0)
        #expect(Glibc.poll(&poll, 1, 10_000) == 1)
        #expect(cl_wait(pid, &status, &used) == pid)
        #expect(cl_ending_signal(status) == SIGKILL)
        #expect(cl_pidfd_signal(pidfd.raw, SIGKILL) == -ESRCH)
        #expect(cl_wait(pid, &status, &used) == -ECHILD)
    }

    @Test("What cannot be started is an error")
    func failures() {
        #expect(spawn("/no/such/program", ["program"]) == -ENOENT)
        #expect(spawn("/bin/sh", ["sh"], channel: 2) == -EINVAL)
        #expect(cl_pidfd_open(-1) == -EINVAL)
    }

    @Test("SIGTERM and SIGINT are read instead of ending the process")
    func readableSignals() async {
        await #expect(processExitsWith: .success) {
            let result = cl_signals_open()
            #expect(result >= 0)
            let signals = Descriptor(adopting: result)
            #expect(cl_signals_take(signals.raw) == 0)
            // To this thread, since others of the test runner block nothing.
            pthread_kill(pthread_self(), SIGTERM)
            #expect(cl_signals_take(signals.raw) == SIGTERM)
            pthread_kill(pthread_self(), SIGINT)
            #expect(cl_signals_take(signals.raw) == SIGINT)
            #expect(cl_signals_take(signals.raw) == 0)
        }
    }

    @Test("A process can ask to end with its parent, and to be named")
    func attributes() async {
        await #expect(processExitsWith: .success) {
            #expect(cl_die_with_parent(SIGKILL) == 0)
            #expect(cl_die_with_parent(1000) == -EINVAL)
            #expect(cl_set_name("a-name-far-too-long") == 0)
            let file = Descriptor(adopting: open("/proc/thread-self/comm", O_RDONLY))
            var name = [UInt8](repeating: 0, count: 32)
            let count = read(file.raw, &name, name.count)
            #expect(String(decoding: name.prefix(count), as: UTF8.self) == "a-name-far-too-\n")
        }
    }

    @Test("A thread can be confined to a processor")
    func processors() async {
        await #expect(processExitsWith: .success) {
            let allowed = try #require((0..<1024).first { cl_cpu_allows(0, $0) == 1 })
            #expect(cl_cpu_pin(0, allowed) == 0)
            #expect((0..<1024).filter { cl_cpu_allows(0, $0) == 1 } == [allowed])
            #expect(cl_cpu_pin(0, 5000) == -EINVAL && cl_cpu_allows(0, -1) == -EINVAL)
        }
    }
}
