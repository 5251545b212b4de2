package import Core

/// Who a node is among the nodes of its trial.
package struct TransportIdentity: Sendable {
    package var node: NodeID
    /// The same for all nodes of one trial, and for no others on the host.
    package var runToken: UInt64
    /// How many nodes the trial has.
    package var nodeCount: Int
    /// What messages of the trial stay within.
    package var limits: MessageLimits

    package init(
        node: NodeID, runToken: UInt64, nodeCount: Int, limits: MessageLimits = .none
    ) {
        self.node = node
        self.runToken = runToken
        self.nodeCount = nodeCount
        self.limits = limits
    }

    /// What this node says first to another.
    func hello(to receiver: NodeID) -> Hello {
        Hello(sender: node, receiver: receiver, runToken: runToken)
    }

    /// Whether a hello is from another node of this trial and for this one.
    func accepts(_ hello: Hello) -> Bool {
        hello.runToken == runToken && hello.receiver == node && hello.sender != node
            && (0..<nodeCount).contains(hello.sender.position)
    }
}
