import Core
import Glibc
import Transport

/// What only trying tells of a host, besides what it says of itself.
package struct HostProbes: Equatable, Sendable {
    /// Nil when the loopback tier works.
    package var loopback: LoopbackProbe.Problem?
    package var namespaces: NamespaceProbe.Answer
    /// Nanoseconds per reading of the clock.
    package var clockReadNanoseconds: Double
    /// What the hypervisor took of all processors just now, 0 through 1; nil when not told.
    package var stolenShare: Double?
    /// Free space, in bytes, for results in the current folder, and in shared memory.
    package var freeHere: Int64?
    package var freeShared: Int64?

    package init(
        loopback: LoopbackProbe.Problem?, namespaces: NamespaceProbe.Answer,
        clockReadNanoseconds: Double, stolenShare: Double?, freeHere: Int64?, freeShared: Int64?
    ) {
        self.loopback = loopback
        self.namespaces = namespaces
        self.clockReadNanoseconds = clockReadNanoseconds
        self.stolenShare = stolenShare
        self.freeHere = freeHere
        self.freeShared = freeShared
    }

    private static let clockReads = 200_000
    /// Long enough for the kernel's ticks, 4 ms each, to tell a share.
    private static let stealMicroseconds: UInt32 = 300_000

    /// Tries everything, which takes less than a second.
    package static func run(
        port: UInt16, nodeExecutable: () throws(HostError) -> String
    ) -> HostProbes {
        HostProbes(
            loopback: LoopbackProbe.run(port: port, nodeExecutable: nodeExecutable),
            namespaces: NamespaceProbe.run(), clockReadNanoseconds: clockRead(),
            stolenShare: stolen(), freeHere: free("."), freeShared: free("/dev/shm"))
    }

    private static func clockRead() -> Double {
        let began = Monotonic.now()
        var latest = began
        for _ in 0..<clockReads { latest = Monotonic.now() }
        return Double(latest - began) / Double(clockReads)
    }

    private static func stolen() -> Double? {
        let before = ticks
        usleep(stealMicroseconds)
        guard let before, let after = ticks else { return nil }
        return after.stolenShare(since: before)
    }

    private static var ticks: ProcessorTicks? {
        HostTree.own.text("/proc/stat").flatMap { ProcessorTicks(parsing: $0) }
    }

    private static func free(_ folder: String) -> Int64? {
        var facts = statvfs()
        guard statvfs(folder, &facts) == 0 else { return nil }
        return Int64(clamping: UInt64(facts.f_bavail) * UInt64(facts.f_frsize))
    }
}
