import Core
import Faults
import Topology

/// Which nodes an arm has, for looking up whom a fault can hit.
struct ArmShape: Sendable {
    let label: String
    /// The node names, such as `peer-0 to peer-15`, by role in node order.
    let nodes: [String]
    private let names: Set<String>
    private let scene: FaultScene
    private let providers: Int
    private let participants: Int
    /// Participants that are still to come, and how many of them are providers.
    private let joining: Int
    private let joiningProviders: Int

    init(label: String, of topology: any Topology, joining: Int) {
        self.label = label
        let members = topology.members
        names = Set(members.map { $0.name })
        providers = FaultRole.provider.nodes(among: members).count
        participants = FaultRole.participant.nodes(among: members).count
        self.joining = joining
        scene = FaultScene(
            members: members, joining: joining, seed: 0, repetition: 1, endNanoseconds: 0)
        joiningProviders =
            FaultRole.provider.nodes(among: members).count - scene.present(.provider).count
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

    /// How many of a role a fault can pick.
    func count(of role: FaultRole, _ aim: FaultAim) -> Int {
        let coming = role == .provider ? joiningProviders : joining
        return aim == .joining ? coming : count(of: role) - coming
    }

    func has(_ name: String) -> Bool { names.contains(name) }

    /// Whether a node that a target names is there from the start.
    func hasFromTheStart(_ target: FaultTarget) -> Bool {
        switch target {
        case .place, .node:
            target.picks(in: scene, fault: 0).contains { !scene.isJoining($0) }
        case .count, .share: false
        }
    }

    /// The names that start alike, as a phrase.
    static func range(_ role: String, count: Int) -> String {
        count == 1 ? "\(role)-0" : "\(role)-0 to \(role)-\(count - 1)"
    }
}

/// An arm, and what its topology made of it: nothing where the arm contradicts itself.
struct BuiltArm {
    var arm: Arm
    var topology: (any Topology)?

    /// So many participants, the last ones, are still to come.
    var joining: Int

    var shape: ArmShape? {
        topology.map { ArmShape(label: arm.label, of: $0, joining: joining) }
    }
}
