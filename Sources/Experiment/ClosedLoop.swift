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
        let traffic = LoopTraffic(of: workload, in: members, over: network)
        let service = workload.serviceTime.meanNanoseconds / 1e9 / speed
        cycleSeconds =
            workload.thinkTime.meanNanoseconds / 1e9 + service
            + (2 * path + traffic.unhinderedSeconds) * away
        let serviceCapacity =
            service > 0 && workers > 0 ? Double(providers * workers) / service : .infinity
        capacityPerSecond = min(serviceCapacity, traffic.ratePerSecond / away)
    }

    /// Operations a second, at most; infinite where nothing takes time.
    package var ratePerSecond: Double {
        cycleSeconds > 0 ? min(Double(clients) / cycleSeconds, capacityPerSecond) : .infinity
    }
}

/// What requests and answers ask of links with rates.
private struct LoopTraffic {
    /// Time of a request and its answer where nobody else sends.
    let unhinderedSeconds: Double
    /// What all uplinks and downlinks together carry; infinite where none is limited.
    let ratePerSecond: Double

    init(of workload: RequestWorkload, in members: [Member], over network: NetworkShape) {
        let content = Double(workload.valueBytes)
        // A get's answer has content, and a put's request.
        let request = Double(Frame.headBytes) + (1 - workload.readShare) * content
        let answer = Double(Frame.headBytes) + workload.readShare * content
        func seconds(
            _ bytes: Double, _ rate: KeyPath<LinkShape, Double?>, _ member: Int?
        ) -> Double {
            guard let member, let rate = network.links[member][keyPath: rate] else { return 0 }
            return 8 * bytes / rate
        }
        let provider = members.firstIndex { $0.isProvider }
        let participant = members.firstIndex { $0.participant != nil }
        let there = [
            seconds(request, \.upBitsPerSecond, participant),
            seconds(request, \.downBitsPerSecond, provider),
        ]
        let back = [
            seconds(answer, \.upBitsPerSecond, provider),
            seconds(answer, \.downBitsPerSecond, participant),
        ]
        // Packets go on while others come: the slower of two links decides.
        unhinderedSeconds = max(there[0], there[1]) + max(back[0], back[1])
        let providers = Double(members.count { $0.isProvider })
        let participants = Double(members.count { $0.participant != nil })
        ratePerSecond =
            [
                participants / there[0], providers / there[1], providers / back[0],
                participants / back[1],
            ].min() ?? .infinity
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
