package import Core
import Node
package import Topology
package import Transport

/// Nodes that share this process and its thread, for measuring what their code alone costs.
///
/// Each has its sockets, timers and samples as in a process of its own; only the wait is one for all.
package final class NodesInProcess {
    private let hosts: [NodeHost]
    private let loop: EventLoop

    /// Nodes that listen.
    package init(
        _ assignments: [Assignment], topologies: TopologyRegistry, loop: EventLoop
    ) throws(NodeFailure) {
        var hosts: [NodeHost] = []
        for assignment in assignments {
            hosts.append(try NodeHost(assignment, topologies: topologies, loop: loop))
        }
        self.hosts = hosts
        self.loop = loop
    }

    /// A transport holds the host it tells of what comes in: somebody must part them.
    deinit {
        for host in hosts { host.transport.close() }
    }

    /// Begins to connect all of them.
    package func dialPeers() {
        for host in hosts { host.dialPeers(except: []) }
    }

    /// Whether each is connected to all its neighbours.
    package var haveJoined: Bool { hosts.allSatisfy { $0.joinedAt != nil } }

    /// Begins the load, warm-up first.
    package func begin(measurementStart: Instant) {
        for host in hosts {
            host.begin(measurementStart: measurementStart, from: Instant(nanoseconds: .min))
        }
    }

    /// Waits once, and lets every node do what is due.
    package func turn() throws(NodeFailure) {
        var deadline = Instant.never
        for host in hosts { deadline = min(deadline, host.nextDeadline) }
        do throws(SystemError) {
            try loop.turn(until: deadline)
        } catch {
            throw .system(error)
        }
        for host in hosts {
            host.finishTurn()
            if let failure = host.failure { throw failure }
        }
    }

    /// Operations all of them have begun.
    package var operationsBegun: Int {
        hosts.reduce(0) { $0 + $1.node.operationsBegun }
    }
}
