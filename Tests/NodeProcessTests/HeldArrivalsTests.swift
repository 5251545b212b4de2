import Core
import Links
import Testing

@testable import NodeProcess

@Suite("What is held back before it is let in")
struct HeldArrivalsTests {
    private let clear = HeldArrivals()

    private func checkAdmits(
        _ admits: Bool, _ held: inout HeldArrivals, _ arrival: Arrival, from sender: NodeID,
        at now: Instant
    ) {
        let found = held.admits(arrival, from: sender, at: now)
        #expect(found == admits)
    }

    private func at(_ milliseconds: Int64) -> Instant {
        Instant(nanoseconds: .milliseconds(milliseconds))
    }

    private func message(_ number: Int, bytes: Int = 100) -> Arrival {
        var message = Message(
            .get, operation: OperationID(participant: 0, sequence: 0), key: 0)
        message.ticket = UInt32(number)
        return .message(message, frameBytes: bytes)
    }

    /// Held arrivals of node 0 among three.
    private func held(_ shape: (inout LinkShape) -> Void) -> HeldArrivals {
        var link = LinkShape()
        shape(&link)
        var assignment = Assignment.random(seed: 1)
        assignment.node = NodeID(0)
        assignment.transport = .tcp
        return HeldArrivals(
            Downlink(assignment, NetworkShape(links: Array(repeating: link, count: 3))))
    }

    /// Everything in the order and at the times it is let in, looking every millisecond.
    private func letIn(_ held: inout HeldArrivals, until end: Int64 = 500) -> [String] {
        var found: [String] = []
        for moment in 0...end {
            while let (arrival, sender) = held.removeDue(at: at(moment)) {
                var what = "\(arrival)"
                if case .message(let message, _) = arrival { what = "\(message.ticket)" }
                if case .connected(let dialed) = arrival { what = dialed ? "dialed" : "hello" }
                found.append("\(moment): \(what) from \(sender.index)")
            }
        }
        return found
    }

    @Test(
        "At a cut a stream waits until it is mended, and a datagram is gone",
        arguments: [false, true])
    func cut(isDatagrams: Bool) {
        var link = LinkShape()
        link.delayNanoseconds = .milliseconds(5)
        var assignment = Assignment.random(seed: 1)
        assignment.node = NodeID(0)
        var held = HeldArrivals(
            Downlink(assignment, NetworkShape(links: Array(repeating: link, count: 3))),
            losesAtCuts: isDatagrams)
        // Under way when the way is cut, then sent while it is, and by another node.
        checkAdmits(false, &held, message(1), from: NodeID(1), at: at(0))
        held.set(
            [ImpairedWay(from: NodeID(1), PathCondition(isCut: true), isDialCut: true)],
            nodeCount: 3)
        checkAdmits(false, &held, message(2), from: NodeID(1), at: at(8))
        checkAdmits(false, &held, message(3), from: NodeID(2), at: at(8))
        #expect(letIn(&held, until: 20) == ["18: 3 from 2"])
        held.set([], nodeCount: 3)
        checkAdmits(false, &held, message(4), from: NodeID(1), at: at(30))
        let rest = letIn(&held, until: 50).map { $0.split(separator: " ")[1] }
        #expect(rest == (isDatagrams ? ["4"] : ["1", "2", "4"]))
    }

    @Test("Nothing is held where nothing lies between, and all that is asked for in order")
    func nothing() {
        var held = clear
        #expect(held.areClear)
        checkAdmits(true, &held, message(1), from: NodeID(1), at: at(0))
        #expect(held.next == .never)
    }

    @Test("Each takes its way, connecting a round trip, and the hello one and a half")
    func delays() {
        var held = held { $0.delayNanoseconds = .milliseconds(5) }
        checkAdmits(false, &held, .connected(dialed: true), from: NodeID(1), at: at(0))
        checkAdmits(false, &held, message(1), from: NodeID(1), at: at(20))
        checkAdmits(false, &held, .connected(dialed: false), from: NodeID(2), at: at(0))
        checkAdmits(false, &held, message(2), from: NodeID(2), at: at(1))
        checkAdmits(false, &held, .dialFailed, from: NodeID(2), at: at(50))
        checkAdmits(false, &held, .lost, from: NodeID(1), at: at(60))
        #expect(held.isCut(from: NodeID(2)))
        #expect(held.next == at(20))
        let found = letIn(&held)
        #expect(
            found == [
                "20: dialed from 1", "30: 1 from 1", "30: hello from 2", "30: 2 from 2",
                "70: dialFailed from 2", "70: lost from 1",
            ])
        #expect(!held.areClear && !held.isCut(from: NodeID(2)))
    }

    @Test("A limited link lets one after another in, whoever sent it, the trickle's bytes last")
    func rate() {
        // 1000 bytes take a millisecond on the way down, and ten on the way up.
        var held = held {
            $0.downBitsPerSecond = 8e6
            $0.upBitsPerSecond = 8e5
        }
        for (number, sender) in [(1, 1), (2, 2), (3, 1)] {
            _ = held.admits(
                message(number, bytes: 1_000), from: NodeID(sender), at: at(10))
        }
        _ = held.admits(message(4, bytes: 14_480), from: NodeID(2), at: at(200))
        // All but the last of its ten packets was there before.
        let found = letIn(&held)
        #expect(found == ["11: 1 from 1", "12: 2 from 2", "13: 3 from 1", "202: 4 from 2"])
    }

    @Test("A cut stops what comes to it; mended, all comes at once and in order")
    func cut() {
        var held = clear
        let cut = ImpairedWay(from: NodeID(1), PathCondition(isCut: true), isDialCut: true)
        held.set([cut], nodeCount: 3)
        #expect(!held.areClear)
        checkAdmits(true, &held, message(9), from: NodeID(2), at: at(0))
        for number in 1...3 {
            checkAdmits(false, &held, message(number), from: NodeID(1), at: at(Int64(number)))
        }
        let found = letIn(&held, until: 50)
        #expect(found == [])
        #expect(held.next == .never && held.isCut(from: NodeID(1)))
        let slow = ImpairedWay(
            from: NodeID(1), PathCondition(delayNanoseconds: .milliseconds(4)), isDialCut: false)
        held.set([slow], nodeCount: 3)
        checkAdmits(false, &held, message(4), from: NodeID(1), at: at(60))
        #expect(held.next < at(60))
        let late = letIn(&held)
        #expect(late == ["0: 1 from 1", "0: 2 from 1", "0: 3 from 1", "64: 4 from 1"])
        #expect(!held.areClear)
        held.set([], nodeCount: 3)
        #expect(held.areClear)
    }

    @Test("What shrinking delays let come early waits for what was sent before it")
    func order() {
        var held = clear
        func set(_ milliseconds: Int64) {
            held.set(
                [
                    ImpairedWay(
                        from: NodeID(1),
                        PathCondition(delayNanoseconds: .milliseconds(milliseconds)),
                        isDialCut: false)
                ], nodeCount: 2)
        }
        set(40)
        _ = held.admits(message(1), from: NodeID(1), at: at(0))
        set(1)
        _ = held.admits(message(2), from: NodeID(1), at: at(5))
        held.set([], nodeCount: 2)
        checkAdmits(false, &held, message(3), from: NodeID(1), at: at(6))
        let found = letIn(&held)
        #expect(found == ["40: 1 from 1", "40: 2 from 1", "40: 3 from 1"])
        #expect(held.areClear)
    }
}
