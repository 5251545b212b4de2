import CLinux
import Glibc
package import Transport

/// Why this host gives nodes no networks of their own.
package enum SandboxError: Error, Equatable, Sendable {
    /// A user namespace was refused.
    case noUserNamespace(SystemError)
    /// A network namespace was refused.
    case noNetwork(SystemError)
    /// A node's network could not be made: which one's, of how many.
    case noAccess(node: Int, of: Int, SystemError)
    /// The networks' frames cannot be had.
    case noFrames(SystemError)

    package var message: String {
        switch self {
        case .noUserNamespace(let error):
            "the host refuses a user namespace (\(error.message)), which the emulated tier needs "
                + "where it does not run as root; topolab doctor names the setting that allows it, "
                + "and --tier loopback works without"
        case .noNetwork(let error):
            "the host refuses a network namespace (\(error.message)), which the emulated tier is "
                + "made of; topolab doctor names the setting that allows it, and --tier loopback "
                + "works without"
        case .noAccess(let node, let count, let error) where error.code == ENOSPC:
            "the network of node \(node + 1) of \(count) could not be made: this user may have no more "
                + "(ENOSPC): raise user.max_net_namespaces (sudo sysctl -w "
                + "user.max_net_namespaces=65536), or take fewer participants"
        case .noAccess(let node, let count, let error):
            "the network of node \(node + 1) of \(count) could not be made: \(error.message)"
        case .noFrames(let error):
            "the frames between the nodes' networks cannot be had: \(error.message)"
        }
    }
}
