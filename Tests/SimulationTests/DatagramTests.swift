import Core
import Faults
import Glibc
import Links
import Measurement
import Node
import Testing
import Topology
import Workload

@testable import Runner

@Suite("Datagrams in virtual time")
struct DatagramTests {
    private func trial(_ kind: String, loss: Double = 0) -> Trial {
        var trial = Trial(kind)
        trial.transport = .udp
        trial.values = kind == "mesh" ? ["replicas": 1] : [:]
        trial.linkMilliseconds = 1
        trial.settings.timeoutNanoseconds = .milliseconds(100)
        trial.settings.attemptTimeoutNanoseconds = .milliseconds(20)
        if loss > 0 {
            trial.shapeLink = { link, member in
                if member.participant != nil { link.loss = loss }
            }
        }
        return trial
    }

    /// Holds the share of operations that were answered against a law, within four standard errors.
    private func expect(_ share: Double, of operations: [OperationSample]) {
        let count = Double(operations.count)
        #expect(count > 10_000)
        let ok = Double(operations.count { $0.status == .ok })
        let error = (share * (1 - share) / count).squareRoot()
        #expect(abs(ok / count - share) < 4 * error, "\(ok / count) instead of \(share)")
        #expect(operations.allSatisfy { $0.status == .ok || $0.status == .timeout })
    }

    @Test("Of a star's round trips (1 - p)^2 succeed, and each try is as good", arguments: 0...2)
    func star(retries: Int) throws {
        var trial = trial("client-server", loss: 0.1)
        trial.loop = .open(ratePerSecond: 2_000)
        trial.measureSeconds = 10
        trial.settings.retries = retries
        let outcome = try trial.run()
        let once = pow(0.9, 2)
        expect(1 - pow(1 - once, Double(retries + 1)), of: outcome.measured)
        #expect(outcome.measured.allSatisfy { Int($0.attempts) <= retries + 1 })
    }

    @Test("In a mesh each way crosses two links that lose: (1 - p)^4, and nothing to oneself")
    func mesh() throws {
        var trial = trial("mesh", loss: 0.1)
        trial.loop = .open(ratePerSecond: 2_000)
        trial.measureSeconds = 10
        let outcome = try trial.run()
        let own = outcome.measured.filter { outcome.node(of: $0) == outcome.holders(of: $0.key)[0] }
        #expect(own.count > 1_000 && own.allSatisfy { $0.status == .ok })
        let others = outcome.measured.filter {
            outcome.node(of: $0) != outcome.holders(of: $0.key)[0]
        }
        expect(pow(0.9, 4), of: others)
    }

    @Test("A value of seven packets is lost with any of them: (1 - p)^8 there and back")
    func fragments() throws {
        var trial = trial("client-server", loss: 0.05)
        trial.valueBytes = 10_000
        trial.loop = .open(ratePerSecond: 2_000)
        trial.measureSeconds = 10
        expect(pow(0.95, 8), of: try trial.run().measured)
    }

    @Test("Nobody shakes hands: the first answer is there after one round trip")
    func roundTrip() throws {
        var trial = trial("client-server")
        trial.warmupSeconds = 0
        let outcome = try trial.run(keepingLinks: true)
        #expect(outcome.measured.count > 400)
        #expect(outcome.measured.allSatisfy { $0.responseNanoseconds == .milliseconds(4) })
        #expect(outcome.record.nodes.allSatisfy { $0.counters.connectionsAtStart == 0 })
        #expect(outcome.record.nodes.allSatisfy { $0.counters.connectionsOpened == 0 })
    }

    @Test("A dead server is silence, and is used again when it is back", arguments: [0, 2])
    func kill(retries: Int) throws {
        var trial = trial("client-server")
        trial.settings.retries = retries
        trial.measureSeconds = 3
        try trial.add("kill", .place(.provider, 0), at: 1, for: 1)
        let outcome = try trial.run()
        let dead = outcome.intended(in: 1..<1.9)
        #expect(dead.count > 200 && dead.allSatisfy { $0.status == .timeout })
        #expect(dead.allSatisfy { Int($0.attempts) == retries + 1 })
        let rest = outcome.intended(in: 0..<0.99) + outcome.intended(in: 2.01..<3)
        #expect(rest.count > 500 && rest.allSatisfy { $0.status == .ok })
        #expect(outcome.measured.allSatisfy { $0.status == .ok || $0.status == .timeout })
    }

    @Test("What is sent into a cut is gone, and nothing of it arrives afterwards")
    func cut() throws {
        var trial = trial("mesh")
        trial.settings.timeoutNanoseconds = .seconds(3)
        trial.settings.attemptTimeoutNanoseconds = .seconds(3)
        trial.measureSeconds = 6
        try trial.add("isolate", .place(.provider, 2), at: 1, for: 0.5)
        let outcome = try trial.run()
        var cutOff = 0
        for operation in outcome.measured {
            let ends = [outcome.node(of: operation), outcome.holders(of: operation.key)[0]]
            // Two round trips' worth of what was under way when it began or ended.
            let isCut =
                ends[0] != ends[1] && ends.contains(NodeID(2))
                && (.seconds(1)..<(.seconds(1.498))).contains(operation.intendedNanoseconds)
            if isCut {
                cutOff += 1
                #expect(operation.status == .timeout)
            } else if operation.intendedNanoseconds < .seconds(0.996)
                || operation.intendedNanoseconds > .seconds(1.5)
            {
                #expect(operation.status == .ok)
                #expect(operation.responseNanoseconds <= .milliseconds(4))
            }
        }
        #expect(cutOff > 20)
    }

    @Test("A node that stands still finds in its socket what came meanwhile")
    func pause() throws {
        var trial = trial("client-server")
        trial.settings.timeoutNanoseconds = .seconds(1)
        trial.settings.attemptTimeoutNanoseconds = .seconds(1)
        try trial.add("pause", .place(.provider, 0), at: 0.5, for: 0.4)
        let outcome = try trial.run()
        #expect(outcome.measured.allSatisfy { $0.status == .ok })
        let longest = outcome.measured.map(\.responseNanoseconds).max()
        #expect(try #require(longest) > .milliseconds(380))
    }

    @Test("What its socket has no room for meanwhile is gone, and counted")
    func fullSocket() throws {
        var trial = trial("client-server")
        trial.readShare = 1
        trial.loop = .open(ratePerSecond: 4_000)
        trial.measureSeconds = 4
        trial.drainSeconds = 8
        trial.settings.timeoutNanoseconds = .seconds(6)
        trial.settings.attemptTimeoutNanoseconds = .seconds(6)
        try trial.add("pause", .place(.provider, 0), at: 0.5, for: 3)
        let outcome = try trial.run()
        let dropped = outcome.record.nodes.map(\.counters.datagramsDropped)
        #expect(dropped[0] > 2_000 && dropped[1...].allSatisfy { $0 == 0 })
        #expect(outcome.count(.timeout) == Int(dropped[0]))
        #expect(outcome.count(.ok) == outcome.measured.count - Int(dropped[0]))
        // Requests of 32 + 52 bytes, each of which costs the kernel 832 more.
        let waited =
            outcome.measured.count { $0.responseNanoseconds > .milliseconds(4) } - Int(dropped[0])
        #expect(abs(waited - (8 << 20) / 916) <= 1)
        trial.transport = .tcp
        #expect(try trial.run().record.nodes.allSatisfy { $0.counters.datagramsDropped == 0 })
    }

    /// A link with every trouble a packet can have.
    private static func troubled(_ link: inout LinkShape) {
        link.loss = 0.05
        link.lossBurst = 2
        link.duplicate = 0.3
        link.reorder = 0.3
        link.jitterNanoseconds = .milliseconds(1)
        link.upBitsPerSecond = 10e6
    }

    @Test("Doubles, late-comers and what overtakes do no harm: each operation ends once")
    func disorder() throws {
        var trial = trial("mesh")
        trial.values = ["replicas": 3]
        trial.loop = .open(ratePerSecond: 1_000)
        trial.readShare = 0.5
        // Attempts that are given up while their answers are on the way.
        trial.settings.attemptTimeoutNanoseconds = .milliseconds(4)
        trial.settings.retries = 8
        trial.settings.hedgeNanoseconds = .milliseconds(3)
        trial.shapeLink = { link, _ in Self.troubled(&link) }
        let outcome = try trial.run()
        let planned = (0..<6).reduce(0) { $0 + (trial.plan.plannedCount(participant: $1) ?? 0) }
        #expect(outcome.operations.count == planned)
        #expect(Set(outcome.operations.map(\.identity)).count == planned)
        #expect(outcome.availability > 0.9)
        #expect(outcome.lostWrites == 0)
    }

    @Test("The same seed loses the same packets, another one others")
    func repeatable() throws {
        func samples(seed: UInt64) throws -> [OperationSample] {
            var trial = trial("mesh")
            trial.seed = seed
            trial.settings.retries = 2
            trial.shapeLink = { link, _ in Self.troubled(&link) }
            return try trial.run().operations
        }
        let first = try samples(seed: 1)
        #expect(first.contains { $0.status != .ok })
        #expect(try samples(seed: 1) == first)
        #expect(try samples(seed: 2) != first)
    }

    @Test("Every packet is accounted for, and links lose what they were asked to")
    func packets() throws {
        var trial = trial("mesh")
        trial.valueBytes = 3_000
        trial.loop = .open(ratePerSecond: 2_000)
        trial.shapeLink = { link, _ in Self.troubled(&link) }
        let outcome = try trial.run(keepingLinks: true)
        let links = try #require(outcome.record.network).links
        func sum(_ count: (LinkCounters) -> UInt64) -> Double {
            links.reduce(0) { $0 + Double(count($1)) }
        }
        #expect(sum(\.lost) > 1_000 && sum(\.duplicated) > 1_000 && sum(\.cut) == 0)
        let clocks = Clocks(outcome.measured, timeoutNanoseconds: .milliseconds(100))
        let checks = TrialChecks(outcome: outcome, clocks: clocks).all
        #expect(checks.filter { !$0.holds } == [])
        #expect(checks.map(\.name).contains("link_packets"))
        #expect(checks.map(\.name).contains("link_losses"))
        let bins = try #require(outcome.record.network).bins
        #expect(Double(bins.reduce(0) { $0 + $1.packets }) == sum(\.sentPackets))
        #expect(
            Double(bins.reduce(0) { $0 + $1.dropped }) == sum(\.lost) + sum(\.queueFull))
    }

    @Test("A full queue drops the tail of what is sent, and the link's rate is kept")
    func queue() throws {
        var trial = trial("client-server")
        trial.participants = 1
        trial.readShare = 0
        trial.valueBytes = 1_000
        trial.loop = .open(ratePerSecond: 400)
        trial.arrivals = .constant
        trial.measureSeconds = 10
        trial.settings.timeoutNanoseconds = .seconds(1)
        trial.settings.attemptTimeoutNanoseconds = .seconds(1)
        trial.shapeLink = { link, member in
            if member.participant != nil { link.upBitsPerSecond = 8 * 1_084 * 100 }
        }
        let outcome = try trial.run()
        let ok = outcome.count(.ok)
        // 100 datagrams a second of 1,000 + 52 + 32 bytes, and what waits at the ends.
        #expect((980...1_020).contains(ok), "\(ok)")
        #expect(outcome.count(.timeout) == outcome.measured.count - ok)
    }

    @Test("A fault loses packets between the nodes it hits, for as long as it lasts")
    func lossFault() throws {
        var trial = trial("client-server")
        trial.loop = .open(ratePerSecond: 4_000)
        trial.measureSeconds = 10
        try trial.add(
            "loss", .place(.provider, 0), at: 1, for: 8, values: ["share_lost": .number(0.2)])
        let outcome = try trial.run()
        expect(0.64, of: outcome.intended(in: 1..<8.9))
        let rest = outcome.intended(in: 0..<0.9) + outcome.intended(in: 9.1..<10)
        #expect(rest.allSatisfy { $0.status == .ok })
    }

    @Test(
        "Silence and probes tell who is dead and who is back",
        arguments: [
            Detection.heartbeat(.init(periodNanoseconds: .milliseconds(50), misses: 3)),
            .swim(
                .init(periodNanoseconds: .milliseconds(50), indirect: 2, suspicionPeriods: 3)),
        ])
    func detection(_ detection: Detection) throws {
        var trial = trial("mesh", loss: 0.02)
        trial.values = ["replicas": 2]
        trial.settings.detection = detection
        trial.settings.retries = 4
        trial.measureSeconds = 5
        try trial.add("kill", .place(.provider, 0), at: 1, for: 2)
        let outcome = try trial.run()
        let dead = try #require(outcome.record.faults.first).node
        for (index, node) in outcome.record.nodes.enumerated() where NodeID(index) != dead {
            let notices = node.notices.filter { $0.node == dead.index }
            #expect(
                notices.contains { !$0.believedUp && $0.atNanoseconds < .seconds(2.5) })
            #expect(notices.last?.believedUp == true)
        }
        let noticed = outcome.intended(in: 2.5..<2.9)
        #expect(noticed.filter { $0.status != .ok && $0.status != .nodeDown } == [])
    }
}
