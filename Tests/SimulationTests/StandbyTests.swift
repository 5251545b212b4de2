import Core
import Faults
import Measurement
import Node
import Runner
import Testing
import Topology

/// Three servers for six clients; 10 ms one way between any two nodes.
private func threeServers(_ change: (inout Trial) throws -> Void = { _ in }) throws -> Outcome {
    var trial = Trial("client-server")
    trial.values = ["servers": 3]
    try change(&trial)
    return try trial.run()
}

@Suite("A primary and its standbys")
struct StandbyTests {
    @Test("Hold every put when it is answered; the primary alone is asked while it is up")
    func forwarding() throws {
        let outcome = try threeServers()
        #expect(outcome.operations.allSatisfy { $0.status == .ok && $0.servedBy == 0 })
        for operation in outcome.operations {
            let expected: Nanoseconds = operation.kind == .put ? 40_000_000 : 20_000_000
            #expect(operation.responseNanoseconds == expected)
        }
        let stores = outcome.record.nodes.prefix(3).map { $0.stored?.map { $0.version } }
        #expect(stores[0]?.count == Trial.keys)
        #expect(stores[1] == stores[0])
        #expect(stores[2] == stores[0])
        #expect(outcome.record.nodes.dropFirst(3).allSatisfy { $0.stored?.isEmpty == true })
    }

    @Test(
        "Are waited for as `acknowledge` says",
        arguments: [(Acknowledge.one, Int64(20)), (.majority, 40), (.all, 40)])
    func acknowledge(whom: Acknowledge, milliseconds: Int64) throws {
        let outcome = try threeServers { $0.settings.acknowledge = whom }
        let puts = outcome.operations.filter { $0.kind == .put }
        #expect(!puts.isEmpty)
        #expect(puts.allSatisfy { $0.responseNanoseconds == .milliseconds(milliseconds) })
    }

    @Test("Connect to each other: N k + k (k - 1) / 2 links in all")
    func connections() throws {
        let outcome = try threeServers()
        let ends = outcome.record.nodes.map { Int($0.counters.connectionsAtStart) }
        #expect(ends == [8, 8, 8, 3, 3, 3, 3, 3, 3])
        #expect(ends.reduce(0, +) / 2 == 21)
    }

    @Test("The next one up takes over at once, and nothing acknowledged is lost")
    func failOver() throws {
        let outcome = try threeServers {
            $0.settings.retries = 1
            try $0.add("kill", .place(.provider, 0), at: 0.5)
            try $0.add("kill", .place(.provider, 1), at: 1)
        }
        #expect(outcome.measured.allSatisfy { $0.status == .ok })
        #expect(outcome.intended(in: 0..<0.45).allSatisfy { $0.servedBy == 0 })
        #expect(outcome.intended(in: 0.52..<0.95).allSatisfy { $0.servedBy == 1 })
        #expect(outcome.intended(in: 1.02..<2).allSatisfy { $0.servedBy == 2 })
        let held = Dictionary(
            uniqueKeysWithValues: (outcome.record.nodes[2].stored ?? []).map {
                ($0.key, $0.version)
            })
        for write in outcome.measured where write.kind == .put {
            let version = Version(
                intendedNanoseconds: write.intendedNanoseconds, participant: write.participant,
                sequence: write.sequence)
            #expect(try #require(held[write.key]) >= version)
        }
    }

    @Test("A returning primary is asked first again; what it lacks is asked of the next")
    func comeBack() throws {
        let outcome = try threeServers {
            $0.settings.retries = 1
            $0.readShare = 1
            try $0.add("kill", .place(.provider, 0), at: 0.5, for: 0.2)
        }
        let ready = try #require(outcome.record.faults.first?.ready)
        let late = outcome.measured.filter { $0.intendedNanoseconds > ready + .milliseconds(20) }
        #expect(late.count > 100)
        #expect(late.allSatisfy { $0.status == .ok && $0.hops == 2 && $0.servedBy == 1 })
        #expect(late.allSatisfy { $0.bytesIn == 128 })
    }

    /// Two servers, one of which stands still for a second, and a second attempt after 200 ms.
    private func paused(_ place: Int) throws -> Outcome {
        try threeServers {
            $0.values = ["servers": 2]
            $0.settings.retries = 1
            $0.settings.attemptTimeoutNanoseconds = .milliseconds(200)
            try $0.add("pause", .place(.provider, place), at: 0.5, for: 1)
        }
    }

    @Test("A standby that stands still costs half an attempt's timeout, once")
    func pausedStandby() throws {
        let outcome = try paused(1)
        #expect(outcome.measured.allSatisfy { $0.status == .ok && $0.servedBy == 0 })
        #expect(outcome.measured.allSatisfy { $0.attempts == 1 })
        let puts = outcome.measured.filter { $0.kind == .put }
        #expect(puts.allSatisfy { $0.responseNanoseconds <= .milliseconds(120) })
        #expect(puts.contains { $0.responseNanoseconds == .milliseconds(120) })
        // Whoever was kept waiting longest ends it for all.
        let later = outcome.intended(in: 0.61..<1.4).filter { $0.kind == .put }
        #expect(later.count > 20)
        #expect(later.allSatisfy { $0.responseNanoseconds == .milliseconds(20) })
    }

    @Test(
        "A primary that stands still is waited for in vain once by each client, and by its standby")
    func pausedPrimary() throws {
        let outcome = try paused(0)
        #expect(outcome.measured.allSatisfy { $0.status == .ok })
        let later = outcome.intended(in: 0.95..<1.4)
        #expect(later.count > 100)
        #expect(later.allSatisfy { $0.attempts == 1 && $0.servedBy == 1 })
        #expect(later.allSatisfy { $0.responseNanoseconds == .milliseconds(20) })
    }
}
