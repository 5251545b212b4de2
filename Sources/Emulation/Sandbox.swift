import CLinux
import Glibc
import Transport

/// Networks that this process has made for itself: a hub, and one for each node.
///
/// An interface joins each to the hub. They vanish with the last process in them, whatever ends it.
package struct Sandbox {
    /// Whether a user namespace of its own was needed, which nodes then have to enter too.
    package let hasUserNamespace: Bool
    /// By node order: where each is attached.
    package let accesses: [Access]

    /// A node's attachment to the hub.
    package struct Access: Equatable, Sendable {
        /// The node's address, in host order.
        package let address: UInt32
        /// The hub's interface towards the node.
        package let interface: Int32
        /// The descriptor that holds the node's network.
        package let network: Int32
    }

    /// Moves this process, which must have one thread, into a hub, and makes the nodes' networks.
    ///
    /// - Parameter addresses: The nodes' addresses in 10.0.0.0/8, in host order.
    /// - Throws: `SandboxError` naming what the host refuses.
    package init(addresses: [UInt32]) throws(SandboxError) {
        var step = CL_NAMESPACE_ALL
        let entered = cl_sandbox_enter(&step)
        guard entered >= 0 else {
            let error = SystemError("unshare", code: -entered)
            throw step == CL_NAMESPACE_NETWORK ? .noNetwork(error) : .noUserNamespace(error)
        }
        hasUserNamespace = entered == 1
        let hub = cl_network_open()
        guard hub >= 0 else {
            throw .noNetwork(SystemError("open the network namespace", code: -hub))
        }
        // The process is in it, which keeps it.
        defer { close(hub) }
        var accesses: [Access] = []
        for (number, address) in addresses.enumerated() {
            var access = cl_access()
            access.address = address
            let code = cl_access_create(hub, Int32(number), &access)
            guard code >= 0 else {
                throw .noAccess(
                    node: number, of: addresses.count, SystemError("make a network", code: -code))
            }
            accesses.append(
                Access(
                    address: address, interface: access.hub_interface, network: access.network))
        }
        self.accesses = accesses
    }
}
