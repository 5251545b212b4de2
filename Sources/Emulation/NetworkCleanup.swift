import CLinux
import Glibc
import Links

/// Tells when the kernel is done with networks that others have given up.
///
/// A network's last process is gone long before the network is: the kernel takes it down in the
/// background, and tells nobody. But it takes them down in the order in which they were given up, so
/// one more network is given up after the others: when its interface is gone, so are all of theirs.
package struct NetworkCleanup: ~Copyable {
    private let access: Sandbox.Access

    private static let lookNanoseconds: Int = 500_000

    /// Makes that network; moves this process, which must have one thread, into the hub beside it.
    ///
    /// - Throws: `SandboxError` naming what the host refuses.
    package init() throws(SandboxError) {
        let addresses = SwitchPlan(network: .clear(nodeCount: 1), seed: 0, repetition: 0).addresses
        access = try Sandbox(addresses: addresses).accesses[0]
    }

    /// Gives the network up and waits until it is gone.
    package consuming func wait() {
        close(access.network)
        var name = [CChar](repeating: 0, count: Int(IF_NAMESIZE))
        var pause = timespec(tv_sec: 0, tv_nsec: Self.lookNanoseconds)
        while if_indextoname(UInt32(access.interface), &name) != nil { nanosleep(&pause, nil) }
    }
}
