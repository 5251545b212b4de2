import Core
import Faults
import Measurement
import Node
import Runner
import Testing
import Topology
import Workload

private let period = Nanoseconds.milliseconds(100)
private let heartbeat = Detection.heartbeat(
    Detection.Heartbeat(periodNanoseconds: period, misses: 3))
private let swim = Detection.swim(
    Detection.Swim(periodNanoseconds: period, indirect: 3, suspicionPeriods: 3))
private let byTime = [heartbeat, swim]

/// A trial in which next to nothing but detection happens.
private func quiet(
    _ kind: String, _ detection: Detection, participants: Int = 6, seconds: Double = 3
) -> Trial {
    var trial = Trial(kind)
    trial.settings.detection = detection
    trial.participants = participants
    trial.loop = .open(ratePerSecond: 0.5)
    trial.measureSeconds = seconds
    trial.linkMilliseconds = 0
    return trial
}

extension Outcome {
    /// From the first blow until each other node first believes its target down, in node order.
    fileprivate var detectionTimes: [Nanoseconds] {
        guard let fault = record.faults.first, let applied = fault.applied else { return [] }
        return record.nodes.compactMap { node in
            node.notices.first { $0.node == fault.node.index && !$0.believedUp }
        }.map { $0.atNanoseconds - applied }
    }

    fileprivate var notices: [Notice] { record.nodes.flatMap(\.notices) }

    /// Whether everybody's last word of everybody is that it is up.
    fileprivate var allBelievedUp: Bool {
        record.nodes.allSatisfy { node in
            trial.topology.members.indices.allSatisfy { other in
                node.notices.last { Int($0.node) == other }?.believedUp ?? true
            }
        }
    }

    fileprivate var backgroundMessages: Int {
        record.nodes.reduce(0) { $0 + Int($1.counters.backgroundMessages) }
    }
}

@Suite("Detection by heartbeats")
struct HeartbeatDetectionTests {
    @Test("A death is noticed between misses - 1 and misses periods later, evenly spread")
    func bounds() throws {
        var times: [Double] = []
        for seed in UInt64(1)...10 {
            var trial = quiet("mesh", heartbeat, participants: 8)
            trial.seed = seed
            trial.settings.seed = seed
            try trial.add("kill", .place(.provider, 0), at: 1 + Double(seed) / 77)
            let outcome = try trial.run()
            #expect(outcome.detectionTimes.count == 7)
            #expect(outcome.notices.allSatisfy { $0.how == .heartbeat })
            times += outcome.detectionTimes.map { Double($0) / Double(period) }
        }
        #expect(times.allSatisfy { $0 >= 2 && $0 <= 3 })
        // 70 uniform draws: their mean has a standard error of 0.035.
        let mean = times.reduce(0, +) / Double(times.count)
        #expect(abs(mean - 2.5) < 0.14)
    }

    @Test("Idle links carry one heartbeat each way and period", arguments: everyKind)
    func load(kind: String) throws {
        let outcome = try quiet(kind, heartbeat).run()
        let expected = 3 * heartbeat.messagesPerSecond(in: outcome.trial.topology)
        #expect(abs(Double(outcome.backgroundMessages) / expected - 1) < 0.02)
    }

    @Test("Links that carry requests carry fewer heartbeats")
    func busyLinks() throws {
        var trial = quiet("client-server", heartbeat)
        let idle = try trial.run().backgroundMessages
        trial.loop = .open(ratePerSecond: 600)
        #expect(try trial.run().backgroundMessages < idle / 20)
    }
}

@Suite("Detection by SWIM")
struct SwimDetectionTests {
    /// The first word of a death, in periods, over that many kills among 16 peers.
    private static func firstWords(kills: Int) throws -> [Double] {
        try (0..<kills).map { kill in
            var trial = quiet("mesh", swim, participants: 16, seconds: 4)
            trial.seed = UInt64(kill + 1)
            trial.settings.seed = UInt64(kill + 1)
            try trial.add(
                "kill", .place(.provider, kill % 16), at: 1.9 + Double(kill % 37) / 37 * 0.31)
            let times = try trial.run().detectionTimes
            #expect(times.count == 15)
            return Double(try #require(times.min())) / Double(period)
        }
    }

    /// (n-1)/n periods to the first of 15 probes, and one until it is given up.
    ///
    /// That is so since probes are not synchronised: in rounds that all begin at once it would be
    /// e/(e-1) periods.
    @Test("The first suspicion comes when the law for periods of each member's own says")
    func law() throws {
        let kills = isLong ? 200 : 40
        let words = try Self.firstWords(kills: kills)
        let mean = words.reduce(0, +) / Double(kills)
        #expect(words.allSatisfy { $0 >= 1 })
        #expect(abs(mean - (15.0 / 16 + 1)) < (isLong ? 0.2 : 0.3), "the mean is \(mean)")
    }

    @Test(
        "Each member sends two messages a period, however many there are",
        arguments: [3, 16, 48])
    func load(participants: Int) throws {
        let outcome = try quiet("mesh", swim, participants: participants).run()
        let perMember = Double(outcome.backgroundMessages) / Double(participants) / 30
        #expect(abs(perMember - 2) < 0.1)
    }

    @Test("Everybody hears of a suspicion within a few periods, mostly from others")
    func dissemination() throws {
        var trial = quiet("mesh", swim, participants: 16)
        try trial.add("kill", .place(.provider, 3), at: 1)
        let outcome = try trial.run()
        let times = outcome.detectionTimes
        #expect(times.count == 15)
        #expect(try #require(times.max()) - (try #require(times.min())) < 5 * period)
        #expect(outcome.notices.allSatisfy { $0.how == .suspicion })
    }

    @Test("A server probes its clients, and they it: nobody else has links")
    func clientServer() throws {
        var trial = quiet("client-server", swim)
        try trial.add("kill", .place(.provider, 0), at: 1)
        let outcome = try trial.run()
        #expect(outcome.detectionTimes.count == 6)
        #expect(outcome.detectionTimes.allSatisfy { $0 >= period && $0 <= 2 * period })
    }
}

@Suite("Detection of either kind")
struct TimedDetectionTests {
    @Test("Nobody is suspected in 60 s without faults", arguments: everyKind, byTime)
    func quietMinute(kind: String, detection: Detection) throws {
        var trial = quiet(kind, detection, participants: 8, seconds: 60)
        trial.linkMilliseconds = 5
        #expect(try trial.run().notices == [])
    }

    @Test(
        "A death is noticed by time alone, and a restart by everybody", arguments: everyKind, byTime
    )
    func restart(kind: String, detection: Detection) throws {
        var trial = quiet(kind, detection)
        trial.linkMilliseconds = 1
        try trial.add("kill", .place(.provider, 0), at: 0.5, for: 1)
        let outcome = try trial.run()
        let neighbors = outcome.trial.topology.neighbors(of: NodeID(0))
        #expect(outcome.detectionTimes.count == neighbors.count)
        #expect(outcome.detectionTimes.allSatisfy { $0 >= period })
        #expect(outcome.notices.allSatisfy { $0.how != .reset })
        #expect(outcome.allBelievedUp)
    }

    @Test(
        "A standstill is noticed by time; who wakes suspects nobody, and is believed up again",
        arguments: everyKind, byTime)
    func pause(kind: String, detection: Detection) throws {
        var trial = quiet(kind, detection)
        trial.linkMilliseconds = 1
        try trial.add("pause", .place(.provider, 0), at: 0.5, for: 1)
        let outcome = try trial.run()
        let neighbors = outcome.trial.topology.neighbors(of: NodeID(0))
        #expect(outcome.detectionTimes.count == neighbors.count)
        #expect(outcome.detectionTimes.allSatisfy { $0 >= period })
        #expect(outcome.record.nodes[0].notices == [])
        #expect(outcome.allBelievedUp)
    }

    @Test(
        "When half of all come back at once, everybody believes everybody up again",
        arguments: ["kill", "pause"], byTime)
    func half(action: String, detection: Detection) throws {
        var trial = quiet("mesh", detection, participants: 12, seconds: 5)
        trial.linkMilliseconds = 1
        try trial.add(action, .share(.provider, 0.5), at: 0.5, for: 2)
        let outcome = try trial.run()
        #expect(outcome.record.faults.count == 6)
        #expect(outcome.notices.contains { !$0.believedUp })
        #expect(outcome.allBelievedUp)
    }

    @Test("By connections, a death is noticed at once and a standstill by nobody who does not ask")
    func connection() throws {
        var killed = quiet("mesh", .connection)
        try killed.add("kill", .place(.provider, 0), at: 0.5)
        #expect(try killed.run().detectionTimes == [0, 0, 0, 0, 0])
        var paused = quiet("mesh", .connection)
        paused.loop = .open(ratePerSecond: 0.001)
        try paused.add("pause", .place(.provider, 0), at: 0.5, for: 1)
        #expect(try paused.run().detectionTimes == [])
    }

    @Test(
        "While a dead holder is believed up it refuses, and a retry asks the other one",
        arguments: byTime)
    func failOver(detection: Detection) throws {
        var trial = quiet("mesh", detection)
        trial.values = ["replicas": 2]
        trial.loop = .open(ratePerSecond: 300)
        trial.settings.retries = 1
        trial.settings.attemptTimeoutNanoseconds = .milliseconds(100)
        try trial.add("kill", .place(.provider, 0), at: 0.5)
        let outcome = try trial.run()
        let others = outcome.intended(in: 0.5..<3).filter { outcome.node(of: $0) != NodeID(0) }
        #expect(others.allSatisfy { $0.status == .ok })
        #expect(others.contains { $0.attempts == 2 })
        let late = outcome.intended(in: 1.5..<3).filter { outcome.node(of: $0) != NodeID(0) }
        #expect(late.allSatisfy { $0.attempts == 1 })
    }

    @Test("The same seed gives the same notices at the same times", arguments: byTime)
    func repeatable(detection: Detection) throws {
        var trial = quiet("mesh", detection, participants: 12)
        try trial.add("kill", .place(.provider, 5), at: 0.5, for: 1)
        let first = try trial.run().record.nodes.map(\.notices)
        #expect(first.contains { !$0.isEmpty })
        #expect(try trial.run().record.nodes.map(\.notices) == first)
    }
}
