import Core
import Faults
import Measurement
import Node
import Runner
import Testing
import Topology

extension Outcome {
    /// What each node held at the end, by key; nil for the dead.
    var stores: [[Key: Version]?] {
        record.nodes.map { node in
            node.stored.map { Dictionary(uniqueKeysWithValues: $0.map { ($0.key, $0.version) }) }
        }
    }

    /// The nodes that are to hold a key, of those that lived to the end.
    func livingHolders(of key: Key) -> [NodeID] {
        let view = View(nodeCount: record.nodes.count)
        for index in record.nodes.indices where record.nodes[index].stored != nil {
            view[NodeID(index)] = .up
        }
        var holders: [NodeID] = []
        trial.topology.visitHolders(of: key, view: view) { _, node in
            holders.append(node)
            return true
        }
        return holders
    }

    /// The newest version of a key that any living node held.
    func newest(of key: Key) -> Version? { stores.compactMap { $0?[key] }.max() }

    /// The keys of which some node that is to hold them lacks the newest version.
    var keysNotConverged: [Key] {
        let stores = stores
        return (0..<Key(Trial.keys)).filter { key in
            let newest = newest(of: key)
            return newest == nil
                || livingHolders(of: key).contains { stores[$0.position]?[key] != newest }
        }
    }

    /// Acknowledged writes of measurement newer than anything any living node held.
    var lostWrites: Int {
        measured.count { write in
            guard write.kind == .put, write.status == .ok else { return false }
            let version = Version(
                intendedNanoseconds: write.intendedNanoseconds, participant: write.participant,
                sequence: write.sequence)
            return newest(of: write.key).map { $0 < version } ?? true
        }
    }
}

/// Peers that repair, or not; `deaths` at equal distances, each for good.
private func mesh(
    replicas: Int, repairs: Bool, deaths: Int, seed: UInt64 = 1, readShare: Double = 0.8
) throws -> Trial {
    var trial = Trial("mesh")
    trial.participants = 8
    trial.values = ["replicas": replicas]
    trial.isRepairing = repairs
    trial.readShare = readShare
    trial.seed = seed
    trial.settings.retries = 2
    for number in 0..<deaths {
        try trial.add(
            "kill", .place(.participant, (number * 3 + Int(seed)) % 8),
            at: 0.2 + 0.25 * Double(number))
    }
    return trial
}

@Suite("Re-replication")
struct RepairTests {
    @Test("Puts every key back on as many living nodes as are to hold it", arguments: 2...4)
    func death(replicas: Int) throws {
        let outcome = try mesh(replicas: replicas, repairs: true, deaths: 1).run()
        #expect(outcome.keysNotConverged == [])
        #expect(
            (0..<Key(Trial.keys)).allSatisfy { outcome.livingHolders(of: $0).count == replicas })
        #expect(outcome.lostWrites == 0)
        #expect(outcome.record.nodes.reduce(0) { $0 + $1.counters.backgroundMessages } > 0)
    }

    @Test("Lets all peers but one die, one after another, and loses nothing", arguments: 2...3)
    func manyDeaths(replicas: Int) throws {
        for seed in 0..<UInt64(5) {
            let outcome = try mesh(
                replicas: replicas, repairs: true, deaths: 6, seed: seed
            ).run()
            #expect(outcome.record.nodes.count { $0.stored != nil } == 2)
            #expect((0..<Key(Trial.keys)).allSatisfy { outcome.newest(of: $0) != nil })
            #expect(outcome.keysNotConverged == [], "seed \(seed)")
            #expect(outcome.lostWrites == 0, "seed \(seed)")
        }
        let without = try mesh(replicas: replicas, repairs: false, deaths: 6).run()
        #expect((0..<Key(Trial.keys)).contains { without.newest(of: $0) == nil })
    }

    @Test("Gets and puts go to those that hold a key now, and no get finds nothing")
    func requests() throws {
        let outcome = try mesh(replicas: 2, repairs: true, deaths: 2).run()
        let late = outcome.intended(in: 1..<2).filter { $0.status != .nodeDown }
        #expect(late.count > 100)
        for operation in late {
            let holders = outcome.livingHolders(of: operation.key)
            let own = outcome.node(of: operation)
            #expect(operation.status == .ok)
            #expect(operation.servedBy == (holders.first { $0 == own } ?? holders[0]).index)
            #expect(operation.kind == .put || operation.bytesIn == 128)
        }
    }

    @Test("Two that die at one instant are made up for where a third holder is left")
    func atOnce() throws {
        for seed in 0..<UInt64(10) {
            var trial = try mesh(replicas: 3, repairs: true, deaths: 0, seed: seed)
            try trial.add("kill", .count(.provider, 2), at: 0.5)
            let outcome = try trial.run()
            #expect(outcome.keysNotConverged == [], "seed \(seed)")
            #expect(outcome.lostWrites == 0, "seed \(seed)")
        }
    }

    @Test("Fills a node that comes back empty, within milliseconds")
    func comeBack() throws {
        for seed in 0..<UInt64(10) {
            var trial = try mesh(replicas: 2, repairs: true, deaths: 0, seed: seed)
            try trial.add("kill", .place(.provider, Int(seed % 8)), at: 0.5, for: 0.3)
            let outcome = try trial.run()
            #expect(outcome.keysNotConverged == [], "seed \(seed)")
            #expect(outcome.lostWrites == 0, "seed \(seed)")
            let ready = try #require(outcome.record.faults.first?.ready)
            let late = outcome.measured.filter {
                $0.kind == .get && $0.intendedNanoseconds > ready + .milliseconds(50)
            }
            #expect(late.allSatisfy { $0.status == .ok && $0.bytesIn == 128 })
            #expect(late.allSatisfy { $0.hops <= 1 })
        }
    }

    @Test("A restart so short that nobody could act on it leaves nothing behind either")
    func restart() throws {
        var trial = try mesh(replicas: 2, repairs: true, deaths: 0)
        trial.linkMilliseconds = 1
        for (number, second) in [0.3, 0.6, 0.9, 1.2].enumerated() {
            try trial.add("restart", .place(.provider, number), at: second)
        }
        let outcome = try trial.run()
        #expect(outcome.keysNotConverged == [])
        #expect(outcome.lostWrites == 0)
    }

    @Test("Fills a primary that comes back empty from its standby")
    func primary() throws {
        var trial = Trial("client-server")
        trial.values = ["servers": 2]
        trial.isRepairing = true
        trial.settings.retries = 1
        try trial.add("kill", .place(.provider, 0), at: 0.5, for: 0.2)
        try trial.add("kill", .place(.provider, 1), at: 1.2, for: 0.2)
        let outcome = try trial.run()
        #expect(outcome.stores[0]?.count == Trial.keys)
        #expect(outcome.stores[1] == outcome.stores[0])
        #expect(outcome.lostWrites == 0)
    }

    @Test("Copies nothing where nobody dies, or where it was not asked for")
    func nothing() throws {
        for repairs in [false, true] {
            let quiet = try mesh(replicas: 2, repairs: repairs, deaths: 0).run()
            let background = quiet.record.nodes.map(\.counters.backgroundMessages)
            #expect(background.allSatisfy { $0 == 0 })
        }
        let without = try mesh(replicas: 2, repairs: false, deaths: 1).run()
        #expect(without.record.nodes.allSatisfy { $0.counters.backgroundMessages == 0 })
    }

    @Test("Copies exactly the keys that the dead peer held, each once, when nobody writes")
    func exactCount() throws {
        var trial = try mesh(replicas: 3, repairs: true, deaths: 1, readShare: 1)
        trial.drainSeconds = 0.5
        let outcome = try trial.run()
        let victim = try #require(outcome.record.faults.first?.node)
        let held = (0..<Key(Trial.keys)).filter { outcome.trial.topology.isHolder(victim, of: $0) }
        // Where the first holder has died its heir copies to both others; a copy and its answer each.
        let copies = held.reduce(0) { sum, key in
            sum + (outcome.trial.topology.holder(of: key, rank: 0) == victim ? 2 : 1)
        }
        let background = outcome.record.nodes.reduce(0) { $0 + $1.counters.backgroundMessages }
        #expect(copies > 10)
        #expect(Int(background) == 2 * copies)
    }
}
