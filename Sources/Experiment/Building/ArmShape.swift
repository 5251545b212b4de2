import Core
import Faults
import Topology

/// Which nodes an arm has, for looking up whom a fault can hit.
struct ArmShape: Sendable {
    let label: String
    /// The node names, such as `peer-0 to peer-15`, by role in node order.
    let nodes: [String]
    private let names: Set<String>
    private let providers: Int
    private let participants: Int

    init(label: String, of topology: any Topology) {
        self.label = label
        let members = topology.members
        names = Set(members.map { $0.name })
        providers = FaultRole.provider.nodes(among: members).count
        participants = FaultRole.participant.nodes(among: members).count
        var roles: [(name: String, count: Int)] = []
        for member in members {
            if let index = roles.firstIndex(where: { $0.name == member.role }) {
                roles[index].count += 1
            } else {
                roles.append((member.role, 1))
            }
        }
        nodes = roles.map { Self.range($0.name, count: $0.count) }
    }

    func count(of role: FaultRole) -> Int {
        role == .provider ? providers : participants
    }

    func has(_ name: String) -> Bool { names.contains(name) }

    /// The names that start alike, as a phrase.
    static func range(_ role: String, count: Int) -> String {
        count == 1 ? "\(role)-0" : "\(role)-0 to \(role)-\(count - 1)"
    }
}

/// An arm, and what its topology made of it: nothing where the arm contradicts itself.
struct BuiltArm {
    var arm: Arm
    var topology: (any Topology)?

    var shape: ArmShape? { topology.map { ArmShape(label: arm.label, of: $0) } }
}
