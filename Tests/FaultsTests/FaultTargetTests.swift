import Core
import Faults
import Testing
import Topology
import TrivialTopology

private let registry = TopologyRegistry.standard + [Trivial.self]

private func members(_ kind: String, participants: Int) throws -> [Member] {
    try #require(registry[kind]).init(TopologySetting(participants: participants, keys: 10)).members
}

private func scene(
    of members: [Member], seed: UInt64, repetition: Int = 1
) -> FaultScene {
    FaultScene(
        members: members, seed: seed, repetition: repetition, endNanoseconds: .seconds(4))
}

extension FaultTarget {
    /// The names of those hit.
    fileprivate func names(
        among members: [Member], seed: UInt64 = 1, repetition: Int = 1, fault: Int = 0
    ) -> [String] {
        picks(in: scene(of: members, seed: seed, repetition: repetition), fault: fault)
            .map { members[$0.position].name }
    }

    /// The participants hit, by their own numbers.
    fileprivate func participants(among members: [Member], seed: UInt64) -> [Int] {
        picks(in: scene(of: members, seed: seed), fault: 0)
            .compactMap { members[$0.position].participant }
    }
}

@Suite("Whom a fault hits")
struct FaultTargetTests {
    static let kinds = registry.kinds.map { $0.kind }

    @Test("The first provider is the server in one arm and a peer in the other")
    func firstProvider() throws {
        let target = FaultTarget.place(.provider, 0)
        #expect(target.names(among: try members("client-server", participants: 4)) == ["server-0"])
        #expect(target.names(among: try members("mesh", participants: 4)) == ["peer-0"])
    }

    @Test("Participant k is client-k in one arm and peer-k in the other")
    func place() throws {
        let target = FaultTarget.place(.participant, 3)
        #expect(target.names(among: try members("client-server", participants: 4)) == ["client-3"])
        #expect(target.names(among: try members("mesh", participants: 4)) == ["peer-3"])
    }

    @Test("A place that an arm does not have is hit in the arms that have it")
    func missingPlace() throws {
        let target = FaultTarget.place(.provider, 2)
        #expect(target.names(among: try members("client-server", participants: 4)) == [])
        #expect(target.names(among: try members("mesh", participants: 4)) == ["peer-2"])
    }

    @Test("A node is hit by name, in the arms that have it")
    func node() throws {
        let server = FaultTarget.node("server-0")
        #expect(server.names(among: try members("client-server", participants: 4)) == ["server-0"])
        #expect(server.names(among: try members("mesh", participants: 4)) == [])
        #expect(
            FaultTarget.node("peer-3").names(among: try members("mesh", participants: 4))
                == ["peer-3"])
    }

    @Test("Picks come from seed, repetition and fault alone", arguments: kinds)
    func seeded(kind: String) throws {
        let members = try members(kind, participants: 40)
        let target = FaultTarget.count(.participant, 5)
        let picks = target.names(among: members)
        #expect(target.names(among: members) == picks)
        #expect(target.names(among: members, seed: 2) != picks)
        #expect(target.names(among: members, repetition: 2) != picks)
        #expect(target.names(among: members, fault: 1) != picks)
    }

    @Test("Picks are distinct, in node order and of the role", arguments: kinds)
    func distinct(kind: String) throws {
        let members = try members(kind, participants: 12)
        for seed in 0..<UInt64(50) {
            let picks = FaultTarget.count(.participant, 5)
                .picks(in: scene(of: members, seed: seed), fault: 0)
            #expect(picks.count == 5)
            #expect(picks == Set(picks).sorted())
            #expect(picks.allSatisfy { members[$0.position].participant != nil })
        }
    }

    @Test("The same sentence hits the same participants in every arm", arguments: kinds)
    func sameSentence(kind: String) throws {
        let arm = try members(kind, participants: 9)
        let mesh = try members("mesh", participants: 9)
        for seed in 0..<UInt64(50) {
            for target in [FaultTarget.count(.participant, 4), .share(.participant, 0.5)] {
                #expect(
                    target.participants(among: arm, seed: seed)
                        == target.participants(among: mesh, seed: seed))
            }
        }
    }

    @Test("A larger count hits the same nodes and more", arguments: kinds)
    func superset(kind: String) throws {
        let members = try members(kind, participants: 10)
        for seed in 0..<UInt64(20) {
            var smaller: Set<String> = []
            for count in 1...10 {
                let picks = Set(
                    FaultTarget.count(.participant, count).names(among: members, seed: seed))
                #expect(picks.count == count)
                #expect(picks.isSuperset(of: smaller))
                smaller = picks
            }
        }
    }

    @Test("Each participant is picked as often as any other")
    func unbiased() throws {
        let members = try members("mesh", participants: 8)
        var hits = Array(repeating: 0, count: 8)
        for seed in 0..<UInt64(4_000) {
            for participant in FaultTarget.count(.participant, 2)
                .participants(among: members, seed: seed)
            { hits[participant] += 1 }
        }
        // 1,000 each, with a standard deviation of 27.4.
        #expect(hits.allSatisfy { abs($0 - 1_000) < 123 }, "\(hits)")
    }

    @Test(
        "A share is rounded to the nearest whole number of nodes, and is at least 1",
        arguments: [
            (0.0, 1), (0.01, 1), (0.1, 1), (0.14, 1), (0.16, 2), (0.25, 3), (0.5, 5), (0.94, 9),
            (0.96, 10), (1.0, 10),
        ])
    func share(share: Double, count: Int) throws {
        for kind in Self.kinds {
            let members = try members(kind, participants: 10)
            let target = FaultTarget.share(.participant, share)
            #expect(target.names(among: members).count == count)
        }
    }

    @Test("A count above what an arm has is cut to it")
    func cut() throws {
        let star = try members("client-server", participants: 4)
        let mesh = try members("mesh", participants: 4)
        let target = FaultTarget.count(.provider, 3)
        #expect(target.names(among: star) == ["server-0"])
        #expect(target.names(among: mesh).count == 3)
        #expect(FaultTarget.count(.provider, 99).names(among: mesh).count == 4)
    }

    @Test("A share of the providers counts each arm's own")
    func shareOfProviders() throws {
        let target = FaultTarget.share(.provider, 0.5)
        #expect(target.names(among: try members("client-server", participants: 10)).count == 1)
        #expect(target.names(among: try members("mesh", participants: 10)).count == 5)
    }

    @Test("A server is no participant, and a client is no provider")
    func roles() throws {
        let star = try members("client-server", participants: 2)
        #expect(FaultRole.provider.nodes(among: star) == [NodeID(0)])
        #expect(FaultRole.participant.nodes(among: star) == [NodeID(1), NodeID(2)])
        let mesh = try members("mesh", participants: 2)
        #expect(FaultRole.provider.nodes(among: mesh) == [NodeID(0), NodeID(1)])
        #expect(FaultRole.participant.nodes(among: mesh) == [NodeID(0), NodeID(1)])
    }

    @Test("Roles that nobody has are hit by nothing")
    func nobody() {
        #expect(FaultTarget.count(.provider, 2).names(among: []) == [])
        #expect(FaultTarget.share(.provider, 1).names(among: []) == [])
        #expect(FaultTarget.place(.provider, 0).names(among: []) == [])
    }
}
