import Core
import Faults
import Measurement
import Node
import Testing
import Topology
import Workload

@testable import Runner

@Suite("A mesh whose peers pass on for each other")
struct OverlayTests {
    private static func mesh(
        _ peers: Int = 16, degree: Int = 3, replicas: Int = 1, seed: UInt64 = 1
    ) -> Trial {
        var trial = Trial("mesh")
        trial.participants = peers
        trial.values = ["replicas": replicas, "degree": degree]
        trial.seed = seed
        trial.readShare = 1
        trial.settings.timeoutNanoseconds = .milliseconds(500)
        return trial
    }

    /// Links on the shortest way between any two of the living, by Floyd and Warshall; nil for none.
    private static func ways(_ topology: any Topology, without dead: Set<NodeID>) -> [[Int?]] {
        let nodes = topology.members.indices
        var ways: [[Int?]] = nodes.map { one in
            nodes.map { other in
                if dead.contains(NodeID(one)) || dead.contains(NodeID(other)) { return nil }
                if one == other { return 0 }
                return topology.neighbors(of: NodeID(one)).contains(NodeID(other)) ? 1 : nil
            }
        }
        for middle in nodes {
            for from in nodes {
                for to in nodes {
                    guard let there = ways[from][middle], let on = ways[middle][to] else {
                        continue
                    }
                    ways[from][to] = min(ways[from][to] ?? .max, there + on)
                }
            }
        }
        return ways
    }

    @Test(
        "Without faults hops are the shortest way in the graph, exactly",
        arguments: [2, 3, 5], 1...UInt64(3))
    func hops(degree: Int, seed: UInt64) throws {
        var trial = Self.mesh(degree: degree, seed: seed)
        trial.readShare = 0.5
        let outcome = try trial.run()
        let ways = Self.ways(try trial.topology, without: [])
        #expect(outcome.count(.ok) == outcome.measured.count)
        var expected = 0
        for operation in outcome.measured {
            let way = try #require(
                ways[Int(operation.participant)][outcome.holders(of: operation.key)[0].position])
            #expect(Int(operation.hops) == way)
            // There and back over `way` links of two access links each, and nothing else.
            #expect(operation.responseNanoseconds == Nanoseconds(2 * way) * trial.pathNanoseconds)
            expected += way
        }
        #expect(outcome.measured.reduce(0) { $0 + Int($1.hops) } == expected)
        #expect(outcome.record.nodes.reduce(0) { $0 + Int($1.counters.messages) } == 2 * expected)
        #expect(outcome.record.nodes.allSatisfy { $0.counters.connectionsAtStart == degree })
    }

    @Test(
        "After deaths exactly those reach each other between whom a way is left",
        arguments: [2, 3, 5], [2, 5, 8, 12])
    func reach(degree: Int, deaths: Int) throws {
        for seed in 1...UInt64(isLong ? 20 : 2) {
            var trial = Self.mesh(degree: degree, seed: seed)
            trial.loop = .open(ratePerSecond: 600)
            try trial.add("kill", .count(.participant, deaths), at: 0.5)
            let outcome = try trial.run()
            let dead = Set(outcome.record.faults.map(\.node))
            let ways = Self.ways(try trial.topology, without: dead)
            let living = (0..<16).filter { !dead.contains(NodeID($0)) }
            let reached = living.reduce(0) { reached, one in
                reached + living.count { $0 != one && ways[one][$0] != nil }
            }
            let fault = try #require(outcome.record.faults.first)
            let share = try #require(ConnectedShare(of: fault, in: outcome))
            #expect(share.connected == reached, "seed \(seed)")
            #expect(share.pairs == living.count * (living.count - 1))
            // By then word has gone round even a ring.
            for operation in outcome.intended(in: 0.9..<2) where operation.status != .nodeDown {
                let holder = outcome.holders(of: operation.key)[0].position
                let way = ways[Int(operation.participant)][holder]
                #expect(operation.status == (way == nil ? .refused : .ok), "seed \(seed)")
                if let way { #expect(Int(operation.hops) == way) }
            }
        }
    }

    @Test("Who dies loses the same keys as in a full mesh", arguments: 1...3)
    func losses(replicas: Int) throws {
        let lost = try [0, 3].map { degree in
            var trial = Self.mesh(degree: degree, replicas: replicas, seed: 5)
            try trial.add("kill", .share(.participant, 0.5), at: 0.5)
            let outcome = try trial.run()
            let killed = Set(outcome.record.faults.map(\.node))
            let lost = (0..<Key(Trial.keys)).filter { outcome.newest(of: $0) == nil }
            #expect(
                lost
                    == (0..<Key(Trial.keys)).filter {
                        outcome.holders(of: $0).allSatisfy { killed.contains($0) }
                    })
            return lost
        }
        #expect(lost[0] == lost[1])
    }

    @Test("With a retry every read is answered as long as a way leads to any of the holders")
    func failOver() throws {
        var trial = Self.mesh(degree: 5, replicas: 3, seed: 2)
        trial.settings.retries = 2
        try trial.add("kill", .count(.participant, 2), at: 0.5)
        let outcome = try trial.run()
        #expect(outcome.count(.ok) + outcome.count(.nodeDown) == outcome.measured.count)
    }

    @Test("Copies travel over the overlay as well: all holders of a key end up with its last put")
    func copies() throws {
        var trial = Self.mesh(replicas: 3)
        trial.readShare = 0
        let outcome = try trial.run()
        #expect(outcome.count(.ok) == outcome.measured.count)
        for key in 0..<Key(Trial.keys) {
            let versions = outcome.holders(of: key).map {
                outcome.record.nodes[$0.position].stored?.first { $0.key == key }?.version
            }
            #expect(Set(versions) == [outcome.newest(of: key)])
        }
        #expect(outcome.lostWrites == 0)
    }

    @Test("Who comes back is found again, by everybody and over everybody", arguments: [2, 3])
    func comesBack(degree: Int) throws {
        var trial = Self.mesh(degree: degree, replicas: 2)
        trial.measureSeconds = 3
        try trial.add("kill", .count(.participant, 3), at: 0.5, for: 0.7)
        let outcome = try trial.run()
        #expect(outcome.record.faults.allSatisfy { $0.ready != nil })
        let ways = Self.ways(try trial.topology, without: [])
        for operation in outcome.intended(in: 2..<3) {
            #expect(operation.status == .ok)
            let way = ways[Int(operation.participant)][Int(operation.servedBy)]
            // A returned holder is empty, and the next one is asked.
            if outcome.holders(of: operation.key)[0].index == operation.servedBy {
                #expect(Int(operation.hops) == way)
            }
        }
    }

    @Test("Who leaves politely has passed on all that it was asked: nothing fails")
    func leaves() throws {
        var trial = Self.mesh(degree: 5, replicas: 2)
        trial.settings.retries = 1
        try trial.add("leave", .count(.participant, 1), at: 0.5)
        let outcome = try trial.run()
        #expect(outcome.count(.ok) + outcome.count(.nodeDown) == outcome.measured.count)
        #expect(outcome.count(.nodeDown) > 0)
    }

    @Test("With heartbeats a peer that stands still is found out, and ways lead round it")
    func heartbeats() throws {
        var trial = Self.mesh(degree: 3, replicas: 2)
        trial.measureSeconds = 3
        trial.settings.detection = .heartbeat(
            Detection.Heartbeat(periodNanoseconds: .milliseconds(50), misses: 3))
        try trial.add("pause", .count(.participant, 1), at: 0.5, for: 1)
        let outcome = try trial.run()
        let failed = outcome.intended(in: 0.9..<1.4).filter {
            $0.status != .ok && $0.status != .nodeDown
        }
        #expect(failed.isEmpty)
        #expect(outcome.intended(in: 2..<3).allSatisfy { $0.status == .ok })
        let fault = try #require(outcome.record.faults.first)
        #expect(FaultEffect(of: fault, in: outcome).firstNotice?.notice.how == .heartbeat)
        let all = outcome.record.nodes.flatMap(\.notices).filter {
            $0.node == fault.node.index && !$0.believedUp
        }
        #expect(all.count { $0.how == .heartbeat } == 3)
        #expect(all.count { $0.how == .route } == 12)
    }

    @Test("As many links as there are others is a full mesh, sample by sample")
    func full() throws {
        func samples(_ degree: Int) throws -> [OperationSample] {
            try Self.mesh(8, degree: degree, replicas: 2).run().operations
        }
        #expect(try samples(7) == samples(0))
        #expect(try samples(3) != samples(0))
        #expect(try samples(3) == samples(3))
    }

    @Test(
        "What must hold after drawn faults holds over an overlay",
        arguments: [2, 3, 5], [false, true])
    func invariants(degree: Int, usesHeartbeats: Bool) throws {
        for seed in 1...UInt64(isLong ? 200 : 4) {
            var trial = Self.mesh(degree: degree, replicas: 3, seed: seed)
            trial.readShare = 0.5
            trial.measureSeconds = 5
            trial.linkMilliseconds = 2
            trial.isRepairing = seed % 2 == 0
            trial.settings.retries = 1
            trial.settings.attemptTimeoutNanoseconds = .milliseconds(250)
            if usesHeartbeats {
                trial.settings.detection = .heartbeat(
                    Detection.Heartbeat(periodNanoseconds: .milliseconds(100), misses: 3))
            }
            try trial.add("random", at: 0.5, for: 3.5, values: ["faults": .number(4)])
            let outcome = try trial.run()
            let broken = TrialChecks(
                outcome: outcome,
                clocks: Clocks(
                    outcome.measured,
                    timeoutNanoseconds: outcome.trial.settings.timeoutNanoseconds)
            ).all.filter { $0.isIdentity && !$0.holds }
            #expect(broken.map(\.name) == [], "seed \(seed)")
        }
    }
}
