package import Core

/// Whom a fault hits.
package enum FaultTarget: Equatable, Sendable {
    /// One node by its place within a role: `provider-0` is the first provider of every arm.
    case place(FaultRole, Int)
    /// So many nodes of a role, picked from the seed.
    case count(FaultRole, Int)
    /// A share of a role's nodes, picked from the seed; rounded to nearest, at least 1.
    case share(FaultRole, Double)
    /// One node by name, in the arms that have it.
    case node(String)

    /// The role it speaks of; nil where it names a node.
    var role: FaultRole? {
        switch self {
        case .place(let role, _), .count(let role, _), .share(let role, _): role
        case .node: nil
        }
    }

    /// The nodes hit in an arm, in node order; a count above what the arm has is cut.
    ///
    /// Picks are made as positions within the role from (seed, repetition, fault), so that every
    /// arm gets the same sentence. By role, only those are picked whom the fault can hit.
    package func picks(in scene: FaultScene, fault: Int, aim: FaultAim = .present) -> [NodeID] {
        let members = scene.members
        func candidates(_ role: FaultRole) -> [NodeID] {
            role.nodes(among: members).filter { scene.isJoining($0) == (aim == .joining) }
        }
        let random = SeededRandom(
            seed: scene.seed, path: Self.stream, UInt64(scene.repetition), UInt64(fault))
        switch self {
        case .node(let name):
            return members.firstIndex { $0.name == name }.map { [NodeID($0)] } ?? []
        case .place(let role, let place):
            let nodes = role.nodes(among: members)
            return nodes.indices.contains(place) ? [nodes[place]] : []
        case .count(let role, let count):
            return Self.pick(count, of: candidates(role), random)
        case .share(let role, let share):
            let candidates = candidates(role)
            let count = max(1, Int((share * Double(candidates.count)).rounded()))
            return Self.pick(count, of: candidates, random)
        }
    }

    /// A partial Fisher-Yates shuffle, so a larger count hits the same nodes and more.
    private static func pick(
        _ count: Int, of candidates: [NodeID], _ random: SeededRandom
    ) -> [NodeID] {
        var random = random
        var pool = candidates
        let count = min(count, pool.count)
        for index in 0..<count {
            let other = index + Int(random.next(below: UInt64(pool.count - index)))
            pool.swapAt(index, other)
        }
        return pool[..<count].sorted()
    }

    /// Sets the picks' random stream apart from the workload's.
    private static let stream: UInt64 = 0xFA17
}

/// The roles that exist in every arm.
package enum FaultRole: String, Sendable, CaseIterable {
    case provider
    case participant

    /// The role's nodes in node order.
    package func nodes(among members: [Member]) -> [NodeID] {
        members.indices.filter {
            self == .provider ? members[$0].isProvider : members[$0].participant != nil
        }.map { NodeID($0) }
    }
}
