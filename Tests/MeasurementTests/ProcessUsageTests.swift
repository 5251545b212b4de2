import Glibc
import Measurement
import Testing

@Suite("Use of the host")
struct ProcessUsageTests {
    @Test("The memory peak of this process grows by what it touches and is the same by number")
    func memoryPeak() throws {
        let before = try ProcessUsage.memoryPeakBytes()
        #expect(before > 1 << 20)
        let ballast = [UInt8](repeating: 1, count: Int(before) + 64 << 20)
        let after = try ProcessUsage.memoryPeakBytes(of: getpid())
        #expect(after >= UInt64(ballast.count))
        #expect(after <= before + UInt64(ballast.count) + 256 << 20)
    }

    @Test("A process that does not exist is an error that names its file")
    func noProcess() {
        // Process numbers end at 2^22.
        let failure = #expect(throws: ProcessUsage.Unknown.self) {
            try ProcessUsage.memoryPeakBytes(of: 1 << 22 + 1)
        }
        #expect(
            failure?.description == """
                open failed on "/proc/4194305/status": No such file or directory (errno 2); \
                check the path
                """)
    }

    @Test("A process that has ended but is not collected has no peak")
    func ended() throws {
        var child: pid_t = 0
        let path = "/bin/true"
        var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(path), nil]
        defer { free(arguments[0]) }
        try #require(posix_spawn(&child, path, nil, nil, &arguments, nil) == 0)
        var facts = siginfo_t()
        #expect(waitid(P_PID, id_t(child), &facts, WEXITED | WNOWAIT) == 0)
        defer { waitpid(child, nil, 0) }
        let failure = #expect(throws: ProcessUsage.Unknown.self) {
            try ProcessUsage.memoryPeakBytes(of: child)
        }
        #expect(
            failure?.description == """
                "/proc/\(child)/status" has no line "VmHWM": the process has ended; \
                ask while it runs
                """)
    }

    @Test("Processor time never falls and grows with work")
    func processorTime() {
        let before = ProcessUsage.processorTime()
        var latest = before
        var sum: UInt64 = 0
        repeat {
            for number in 0..<10_000 as Range<UInt64> { sum &+= number }
            let now = ProcessUsage.processorTime()
            #expect(now.userNanoseconds >= latest.userNanoseconds)
            #expect(now.systemNanoseconds >= latest.systemNanoseconds)
            latest = now
        } while latest.userNanoseconds < before.userNanoseconds + 2_000_000
        #expect(sum > 0)
    }
}
