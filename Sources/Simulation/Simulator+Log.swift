import Core
import Node
import Workload

/// One write that a simulated node has on its disk.
struct LoggedWrite {
    var key: Key
    var version: Version
    var contentBytes: UInt32
}

extension Simulator {
    /// Gives a node that is started again what its log kept; nothing where its data is in memory only.
    func restore(_ id: NodeID) {
        guard arm.settings.durability == .log else { return }
        let node = nodes[id.position].node
        node.preload(keys: arm.plan.workload.keys)
        for write in nodes[id.position].log {
            node.restore(write.key, write.version, contentBytes: write.contentBytes)
        }
    }
}
