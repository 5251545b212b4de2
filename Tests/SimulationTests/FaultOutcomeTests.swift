import Core
import Faults
import Measurement
import Node
import Runner
import Testing
import Topology
import Workload

@Suite("When one provider dies")
struct KillTests {
    /// The first provider dies at 0.5 s and starts again, empty, at 1.2 s.
    private static func outcome(
        _ kind: String, change: (inout Trial) -> Void = { _ in }
    ) throws -> Outcome {
        var trial = Trial(kind)
        change(&trial)
        try trial.add("kill", .place(.provider, 0), at: 0.5, for: 0.7)
        return try trial.run()
    }

    @Test("All its neighbours notice a one-way delay later, by the reset", arguments: everyKind)
    func detection(kind: String) throws {
        let outcome = try Self.outcome(kind)
        let fault = try #require(outcome.record.faults.first)
        #expect(fault.applied == 500_000_000)
        for neighbor in outcome.trial.topology.neighbors(of: fault.node) {
            let first = outcome.record.nodes[neighbor.position].notices.first
            #expect(
                first
                    == Notice(
                        atNanoseconds: 510_000_000, node: fault.node.index, believedUp: false,
                        how: .reset))
        }
    }

    @Test(
        "An operation fails in the outage if and only if all holders of its key are down",
        arguments: everyKind)
    func outage(kind: String) throws {
        let outcome = try Self.outcome(kind)
        let fault = try #require(outcome.record.faults.first)
        let others = outcome.intended(in: 0.51..<1.2).filter {
            outcome.node(of: $0) != fault.node
        }
        #expect(others.count > 100)
        for operation in others {
            let isLeft = outcome.holders(of: operation.key).contains { $0 != fault.node }
            #expect(operation.status == (isLeft ? .ok : .refused))
        }
    }

    @Test(
        "What is in flight to it is reset, and what a participant does there is node_down",
        arguments: everyKind)
    func inFlight(kind: String) throws {
        let outcome = try Self.outcome(kind) { $0.loop = .open(ratePerSecond: 3_000) }
        let fault = try #require(outcome.record.faults.first)
        let ready = try #require(fault.ready)
        for operation in outcome.intended(in: 0.3..<0.51) where operation.status != .ok {
            if outcome.node(of: operation) == fault.node {
                #expect(operation.status == .nodeDown)
                continue
            }
            #expect(operation.status == .reset)
            #expect(operation.doneNanoseconds == 510_000_000)
            // A put's first holder may wait for the dead one: a round trip more.
            #expect(operation.intendedNanoseconds > 470_000_000)
        }
        let own = outcome.measured.filter { outcome.node(of: $0) == fault.node }
        for operation in own {
            let isDown =
                operation.intendedNanoseconds >= 500_000_000
                && operation.intendedNanoseconds < ready
            if isDown { #expect(operation.status == .nodeDown) }
            if operation.intendedNanoseconds >= ready { #expect(operation.status == .ok) }
        }
        let resets = outcome.count(.reset)
        #expect(resets > 0)
    }

    @Test("With client-server, everything intended in the outage fails")
    func clientServer() throws {
        let outcome = try Self.outcome("client-server") { $0.settings.retries = 1 }
        let during = outcome.intended(in: 0.51..<1.2)
        #expect(during.allSatisfy { $0.status == .refused })
        #expect(outcome.count(.nodeDown) == 0)
        #expect(outcome.availability < 0.66)
    }

    @Test("With a mesh of 2 replicas and one retry, those who stayed up lose nothing")
    func mesh() throws {
        let outcome = try Self.outcome("mesh") { $0.settings.retries = 1 }
        #expect(outcome.count(.nodeDown) > 0)
        #expect(outcome.count(.ok) + outcome.count(.nodeDown) == outcome.measured.count)
        #expect(outcome.availability == 1)
    }

    @Test("With a mesh and no retry, those who stayed up lose only what was in flight")
    func meshWithoutRetry() throws {
        let outcome = try Self.outcome("mesh")
        let lost = outcome.measured.filter { $0.status != .ok && $0.status != .nodeDown }
        #expect(
            lost.allSatisfy { (470_000_000..<510_000_000).contains($0.intendedNanoseconds) })
        #expect(outcome.availability > 0.97)
    }

    @Test("A node that is not started again stays down to the end", arguments: everyKind)
    func forGood(kind: String) throws {
        var trial = Trial(kind)
        try trial.add("kill", .place(.provider, 0), at: 0.5)
        let outcome = try trial.run()
        let fault = try #require(outcome.record.faults.first)
        #expect(fault.healed == nil && fault.ready == nil)
        #expect(outcome.record.nodes[fault.node.position].stored == nil)
        #expect(outcome.record.nodes[fault.node.position].starts == 1)
        for operation in outcome.intended(in: 0.51..<2) {
            let isLeft = outcome.holders(of: operation.key).contains { $0 != fault.node }
            let isOwn = outcome.node(of: operation) == fault.node
            #expect(operation.status == (isOwn ? .nodeDown : isLeft ? .ok : .refused))
        }
    }
}

@Suite("When a node comes back")
struct ReturnTests {
    @Test("It takes part once it is connected to all its living neighbours", arguments: everyKind)
    func ready(kind: String) throws {
        var trial = Trial(kind)
        try trial.add("restart", .place(.provider, 0), at: 0.5)
        let outcome = try trial.run()
        let fault = try #require(outcome.record.faults.first)
        #expect(fault.applied == 500_000_000)
        #expect(fault.healed == 500_000_000)
        // A reset, at most 10 ms of waiting, a dial of one round trip and its hello.
        let ready = try #require(fault.ready)
        #expect(ready >= 530_000_000 && ready <= 550_000_000)
        #expect(outcome.record.nodes[fault.node.position].starts == 2)
        let neighbors = outcome.trial.topology.neighbors(of: fault.node)
        for neighbor in neighbors {
            let notices = outcome.record.nodes[neighbor.position].notices
            #expect(notices.map(\.believedUp) == [false, true])
            #expect(notices.map(\.how) == [.reset, .connected])
        }
        #expect(
            outcome.intended(in: 0.56..<2).allSatisfy { $0.status == .ok },
            "somebody never got back to it")
    }

    @Test(
        "It is empty: a key it alone held is gone, any other is found at the next holder",
        arguments: everyKind)
    func empty(kind: String) throws {
        var trial = Trial(kind)
        trial.readShare = 1
        try trial.add("restart", .place(.provider, 0), at: 0.5)
        let outcome = try trial.run()
        let node = try #require(outcome.record.faults.first?.node)
        for operation in outcome.intended(in: 0.56..<2) {
            let holders = outcome.holders(of: operation.key)
            #expect(operation.status == .ok)
            #expect(operation.bytesIn == (holders == [node] ? 0 : 128))
            guard outcome.node(of: operation) != node, holders.first == node, holders.count > 1
            else { continue }
            let isOwn = holders.contains { $0 == outcome.node(of: operation) }
            #expect(operation.hops == (isOwn ? 0 : 2))
        }
        let stored = try #require(outcome.record.nodes[node.position].stored)
        #expect(stored.isEmpty)
    }

    @Test("It issues nothing that was intended before it was back", arguments: everyKind)
    func nothingMadeUp(kind: String) throws {
        var trial = Trial(kind)
        try trial.add("kill", .place(.participant, 2), at: 0.5, for: 0.4)
        let outcome = try trial.run()
        let fault = try #require(outcome.record.faults.first)
        let ready = try #require(fault.ready)
        let samples = outcome.record.nodes[fault.node.position].samples
        #expect(
            samples.allSatisfy {
                $0.intendedNanoseconds < 500_000_000 || $0.intendedNanoseconds >= ready
            })
        #expect(samples.allSatisfy { $0.sentNanoseconds == $0.intendedNanoseconds })
        #expect(samples.contains { $0.intendedNanoseconds >= ready })
    }
}

@Suite("When a provider stands still")
struct PauseTests {
    /// The first provider stands still from 0.5 s to 1.5 s.
    private static func outcome(
        _ kind: String, change: (inout Trial) -> Void = { _ in }
    ) throws -> Outcome {
        var trial = Trial(kind)
        change(&trial)
        try trial.add("pause", .place(.provider, 0), at: 0.5, for: 1)
        return try trial.run()
    }

    @Test("Clients of a server wait in vain, but for those it wakes up in time for")
    func clientServer() throws {
        let outcome = try Self.outcome("client-server")
        for operation in outcome.measured {
            let intended = operation.intendedNanoseconds
            // Asked for when it stood still, and given up before it woke at 1.5 s and answered.
            let isInVain = intended >= 490_000_000 && intended + 500_000_000 < 1_510_000_000
            #expect(operation.status == (isInVain ? .timeout : .ok))
            let waitsForWaking = !isInVain && intended >= 490_000_000 && intended < 1_490_000_000
            #expect(
                operation.doneNanoseconds
                    == (isInVain
                        ? intended + 500_000_000
                        : waitsForWaking ? 1_510_000_000 : intended + 20_000_000))
        }
    }

    @Test("It is suspected when the first attempt has run out, and cleared by its first answer")
    func suspicion() throws {
        let outcome = try Self.outcome("client-server") { $0.loop = .open(ratePerSecond: 600) }
        for (index, node) in outcome.record.nodes.enumerated().dropFirst() {
            let vain = try #require(node.samples.first { $0.status == .timeout })
            #expect(vain.phase == .measure)
            #expect(
                node.notices == [
                    Notice(
                        atNanoseconds: vain.sentNanoseconds + 500_000_000, node: 0,
                        believedUp: false, how: .attemptTimeout),
                    Notice(
                        atNanoseconds: 1_510_000_000, node: 0, believedUp: true, how: .answered),
                ], "client \(index - 1)")
        }
    }

    @Test("No connection is lost, and nothing it held", arguments: everyKind)
    func nothingLost(kind: String) throws {
        let outcome = try Self.outcome(kind)
        let fault = try #require(outcome.record.faults.first)
        #expect(fault.applied == 500_000_000)
        #expect(fault.healed == 1_500_000_000)
        #expect(fault.ready == 1_500_000_000)
        let notices = outcome.record.nodes.flatMap(\.notices)
        #expect(notices.allSatisfy { $0.how == .attemptTimeout || $0.how == .answered })
        #expect(outcome.record.nodes.allSatisfy { $0.starts == 1 })
        #expect(outcome.intended(in: 1.51..<2).allSatisfy { $0.status == .ok })
        #expect(
            outcome.measured.allSatisfy { $0.kind == .put || $0.bytesIn == 128 || $0.status != .ok }
        )
    }

    @Test(
        "Its own participant is node_down for as long, and for what was open", arguments: everyKind)
    func ownParticipant(kind: String) throws {
        let outcome = try Self.outcome(kind)
        let node = try #require(outcome.record.faults.first?.node)
        for operation in outcome.measured where outcome.node(of: operation) == node {
            let intended = operation.intendedNanoseconds
            if intended >= 500_000_000 && intended < 1_500_000_000 {
                #expect(operation.status == .nodeDown)
            } else if intended >= 1_500_000_000 || intended < 460_000_000 {
                #expect(operation.status == .ok)
            }
        }
        let samples = outcome.record.nodes[node.position].samples
        #expect(
            !samples.contains { (500_000_000..<1_500_000_000).contains($0.intendedNanoseconds) })
    }

    @Test("With a mesh of 2 replicas and a retry, every get is answered by the other holder")
    func mesh() throws {
        let outcome = try Self.outcome("mesh") {
            $0.readShare = 1
            $0.settings.retries = 1
            $0.settings.attemptTimeoutNanoseconds = .milliseconds(250)
        }
        #expect(outcome.availability == 1)
        #expect(outcome.measured.contains { $0.attempts == 2 })
        let answered = outcome.measured.filter { $0.status == .ok }
        #expect(answered.allSatisfy { $0.responseNanoseconds <= 270_000_000 })
    }
}
