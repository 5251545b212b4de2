import Core
import Links
import Measurement
import Node
import Topology

/// What the delays of links add to answered operations, in nanoseconds: on virtual time exactly.
struct LinkTime {
    private let trial: TrialPlan
    /// Each participant's own node.
    private let nodes: [NodeID?]
    /// Over an overlay, how many links lie between any two nodes while all live.
    private let distances: [[Int?]]

    init(_ trial: TrialPlan) {
        self.trial = trial
        nodes = (0..<trial.setting.participants).map {
            trial.topology.node(ofParticipant: $0)
        }
        distances =
            trial.topology.overlay.map { overlay in
                overlay.neighbors.indices.map { overlay.distances(from: NodeID($0)) }
            } ?? []
    }

    /// One way from a participant to the node that served its operation: nothing to itself.
    func path(of operation: OperationSample) -> Nanoseconds {
        guard let own = nodes[Int(operation.participant)] else { return 0 }
        return way(own.position, Int(operation.servedBy))
    }

    /// There and back again, and before the answer to a put the round trip to the copies it waits for.
    func total(of operation: OperationSample) -> Nanoseconds {
        guard let own = nodes[Int(operation.participant)] else { return 0 }
        return roundTrip(own.position, Int(operation.servedBy)) + copies(of: operation)
    }

    /// After the service: the confirmations that are waited for come from the nearest holders.
    func copies(of operation: OperationSample) -> Nanoseconds {
        guard operation.kind == .put else { return 0 }
        let server = Int(operation.servedBy)
        let others = (0..<trial.topology.holdersPerKey)
            .map { trial.topology.holder(of: operation.key, rank: $0).position }
            .filter { $0 != server }
        let needed = trial.settings.acknowledge.confirmationsNeeded(fromOthers: others.count)
        guard needed > 0 else { return 0 }
        return others.map { roundTrip(server, $0) }.sorted()[needed - 1]
    }

    private func roundTrip(_ from: Int, _ to: Int) -> Nanoseconds {
        way(from, to) + way(to, from)
    }

    /// One way; nodes that pass on for each other are all participants, whose links are alike.
    private func way(_ from: Int, _ to: Int) -> Nanoseconds {
        guard from != to else { return 0 }
        let steps = distances.isEmpty ? 1 : distances[from][to] ?? 1
        return Nanoseconds(steps) * trial.network.delay(from: NodeID(from), to: NodeID(to))
    }
}
