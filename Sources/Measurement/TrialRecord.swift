package import Core

/// Everything one trial left behind, on any tier: what the result files are computed from.
///
/// All times are relative to the start of measurement, in nanoseconds.
package struct TrialRecord: Sendable {
    /// By node order.
    package var nodes: [NodeRecord]
    package var faults: [AppliedFault] = []
    /// What lay between the nodes; nil where nothing of the tier's own did.
    package var network: NetworkRecord?

    package init(nodes: [NodeRecord]) {
        self.nodes = nodes
    }
}

/// What one node recorded, over all its starts.
package struct NodeRecord: Sendable {
    package var starts = 1
    /// Until when it had not come yet; nil when it was there from the start.
    package var absentUntil: Nanoseconds?
    package var samples: [OperationSample] = []
    package var notices: [Notice] = []
    /// What it wrote down of traced operations' messages, in time order.
    package var traces: [MessageTrace] = []
    package var counters = Counters()
    /// Traffic per 100 ms of the trial's time frame.
    package var bins: [TrafficBin] = []
    /// During measurement; nil where the host has no say (simulation).
    package var cpuUserNanoseconds: Nanoseconds?
    package var cpuSystemNanoseconds: Nanoseconds?
    /// The largest of its starts; nil where the host has no say.
    package var memoryPeakBytes: UInt64?
    /// How often its last process had nothing to do and waited, from its start on; nil when it was
    /// not alive to ask, or where the host has no say.
    package var waits: UInt64?
    /// What its store held after the drain, by key in order; nil when it was not alive to ask.
    package var stored: [(key: Key, version: Version)]?

    package init() {}
}

/// One fault at one node: what was asked and what came of it.
package struct AppliedFault: Sendable {
    /// Its position among the experiment's `[[fault]]` entries, from 0.
    package var number: Int
    package var action: String
    package var node: NodeID
    /// Whether it takes the node itself away, as against making its conditions worse.
    package var stopsNode: Bool
    /// Whom it cuts the node off from, in node order; nobody where it does not cut.
    package var cutFrom: [NodeID]
    package var asked: Nanoseconds
    package var applied: Nanoseconds?
    /// When its undoing was begun.
    package var healed: Nanoseconds?
    /// When a process of the node that was started again listened; nil where none was.
    package var listening: Nanoseconds?
    /// When the node took part again.
    package var ready: Nanoseconds?

    package init(
        number: Int, action: String, node: NodeID, stopsNode: Bool = true,
        cutFrom: [NodeID] = [], asked: Nanoseconds
    ) {
        self.number = number
        self.action = action
        self.node = node
        self.stopsNode = stopsNode
        self.cutFrom = cutFrom
        self.asked = asked
    }

    /// When the node stood still or was gone, up to `end` if the fault was never undone; nil when it
    /// did not come to that.
    package func downtime(until end: Nanoseconds) -> Range<Nanoseconds>? {
        guard stopsNode, let applied else { return nil }
        return applied..<max(applied, ready ?? end)
    }
}

extension [AppliedFault] {
    /// A node's return has begun: every fault that holds it is healed, whoever undoes it.
    package mutating func heal(_ node: NodeID, at moment: Nanoseconds) {
        for index in indices
        where self[index].node == node && self[index].stopsNode && self[index].applied != nil {
            self[index].healed = self[index].healed ?? moment
        }
    }

    /// A node's new process listens.
    package mutating func noteListening(_ node: NodeID, at moment: Nanoseconds) {
        for index in indices
        where self[index].node == node && self[index].stopsNode && self[index].healed != nil
            && self[index].ready == nil
        {
            self[index].listening = self[index].listening ?? moment
        }
    }

    /// A node takes part again, as far as it was away.
    package mutating func readmit(_ node: NodeID, at moment: Nanoseconds) {
        for index in indices
        where self[index].node == node && self[index].stopsNode && self[index].healed != nil {
            self[index].ready = self[index].ready ?? moment
        }
    }
}
