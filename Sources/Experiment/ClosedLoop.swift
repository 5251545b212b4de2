import Core
package import Links
package import Topology
package import Workload

/// How fast a closed loop turns, as far as that follows from the experiment alone: what the host's
/// network and processors take comes on top.
package struct ClosedLoop: Sendable, Equatable {
    /// Operations that are open or thought about, of all participants.
    package let clients: Int
    /// Mean time from one operation of a client to its next if nobody waits for another, in seconds.
    package let cycleSeconds: Double
    /// What all providers together can serve; infinite where their host alone limits them.
    package let capacityPerSecond: Double
    /// Whether delays of links make the cycle longer: not where everybody has all keys itself.
    package let hasTravel: Bool

    /// Nil for an open loop; `workers` is 0 for no limit.
    package init?(
        of workload: RequestWorkload, participants: Int, in topology: any Topology, speed: Double,
        workers: Int, network: NetworkShape
    ) {
        guard case .closed(let outstanding) = workload.loop else { return nil }
        clients = outstanding * participants
        let members = topology.members
        let providers = members.count { $0.isProvider }
        let hasOwnKeys = members.contains { $0.isProvider && $0.participant != nil }
        // Each participant answers itself for the keys it holds.
        let away = hasOwnKeys ? 1 - Double(topology.holdersPerKey) / Double(providers) : 1
        hasTravel = away > 0
        let path = network.shortestPath(among: members).inSeconds
        let service = workload.serviceTime.meanNanoseconds / 1e9 / speed
        cycleSeconds = workload.thinkTime.meanNanoseconds / 1e9 + service + 2 * path * away
        capacityPerSecond =
            service > 0 && workers > 0 ? Double(providers * workers) / service : .infinity
    }

    /// Operations a second, at most; infinite where nothing takes time.
    package var ratePerSecond: Double {
        cycleSeconds > 0 ? min(Double(clients) / cycleSeconds, capacityPerSecond) : .infinity
    }
}

extension NetworkShape {
    /// One way from a participant to the nearest provider but itself, of whoever is nearest.
    fileprivate func shortestPath(among members: [Member]) -> Nanoseconds {
        // Nodes that are of one kind and in one region are alike.
        var seen: Set<[Int]> = []
        let different = members.indices.filter { index in
            let member = members[index]
            let kind = [member.participant == nil ? 0 : 1, member.isProvider ? 1 : 0]
            // Two of each, as a peer is no way from itself.
            return seen.insert(kind + [0] + (regions.isEmpty ? [] : [regions[index]])).inserted
                || seen.insert(kind + [1] + (regions.isEmpty ? [] : [regions[index]])).inserted
        }
        var shortest: Nanoseconds?
        for one in different where members[one].participant != nil {
            for other in different where members[other].isProvider && other != one {
                let way = delay(from: NodeID(one), to: NodeID(other))
                let back = delay(from: NodeID(other), to: NodeID(one))
                shortest = min(shortest ?? .max, (way + back) / 2)
            }
        }
        return shortest ?? 0
    }
}
