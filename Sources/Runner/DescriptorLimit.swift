import CLinux
import Glibc

/// How many files this process, and each node it starts, may have open.
package enum DescriptorLimit {
    /// Open files a process has besides those that grow with the number of nodes.
    private static let base = 64
    /// Control channel, standard error and process handle of each node.
    private static let perNodeInRunner = 3

    /// Raises the soft limit to the hard one, which node processes inherit.
    ///
    /// - Throws: `HostError.tooFewDescriptors` when a trial of `nodeCount` nodes needs more.
    package static func raise(for nodeCount: Int) throws(HostError) {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        let needed = base + perNodeInRunner * nodeCount
        let hardLimit = Int(clamping: limit.rlim_max)
        guard needed <= hardLimit else {
            throw .tooFewDescriptors(needed: needed, hardLimit: hardLimit)
        }
    }

    /// The most nodes of a trial in which each connects to every other: a node needs a socket per
    /// other node, the runner a few descriptors per node.
    package static func nodes(withHardLimit hardLimit: Int64) -> Int64 {
        guard hardLimit != .max else { return .max }
        let free = max(0, hardLimit - Int64(base))
        return min(free + 1, free / Int64(perNodeInRunner))
    }
}
