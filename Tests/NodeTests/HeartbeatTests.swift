import Core
import Measurement
import Node
import Testing
import Topology
import Workload

/// Beats every 100 ms, silent for too long after 300 ms; asks nothing within the first second.
private func bench(
    _ id: Int = 0, in desk: Desk = .three, connected: [Int] = [1, 2, 3],
    asking workload: RequestWorkload = .gets(perSecond: 0.001)
) -> Bench {
    let bench = Bench(id, in: desk, workload, measure: 3) {
        $0.detection = .heartbeat(
            Detection.Heartbeat(periodNanoseconds: .milliseconds(100), misses: 3))
    }
    bench.dialPeers()
    bench.begin(connected: connected)
    return bench
}

private let beat = Message(
    .heartbeat, operation: OperationID(participant: 0, sequence: 0), key: 0)

@Suite("Heartbeats")
struct HeartbeatTests {
    @Test("Each neighbour is sent one in each period, in the background")
    func period() {
        let bench = bench()
        bench.advance(to: 1_000)
        let beats = bench.sent.filter { $0.message.kind == .heartbeat }
        for node in 1...3 { #expect(beats.count { $0.to == node } == 10) }
        #expect(beats.allSatisfy { $0.message.isBackground && !$0.message.isMeasured })
    }

    @Test("Whoever is sent something else within a period is sent none")
    func busy() {
        let bench = bench(asking: .gets(perSecond: 20))
        bench.advance(to: 60)
        let earlier = bench.sent.count
        for time in stride(from: 100.0, through: 900, by: 50) {
            bench.advance(to: time)
            for node in 1...3 { bench.give(.received(beat, from: NodeID(node))) }
        }
        let later = bench.sent.dropFirst(earlier)
        #expect(later.contains { $0.to == 1 && $0.message.kind == .get })
        #expect(!later.contains { $0.to == 1 && $0.message.kind == .heartbeat })
        #expect(later.count { $0.to == 2 && $0.message.kind == .heartbeat } >= 8)
    }

    @Test("A neighbour is down when nothing came from it for all periods, and up at its next word")
    func silence() {
        let bench = bench()
        for time in stride(from: 50.0, through: 600, by: 50) {
            bench.advance(to: time)
            bench.give(.received(beat, from: NodeID(2)))
            bench.give(.received(beat, from: NodeID(3)))
            if time == 150 { bench.give(.received(beat, from: NodeID(1))) }
        }
        bench.give(.received(beat, from: NodeID(1)))
        #expect(
            bench.notices == [
                Notice(atNanoseconds: 450_000_000, node: 1, believedUp: false, how: .heartbeat),
                Notice(atNanoseconds: 600_000_000, node: 1, believedUp: true, how: .answered),
            ])
    }

    @Test("A lost connection changes no belief, is dialed again, and refuses meanwhile")
    func reset() {
        let bench = bench()
        bench.advance(to: 200)
        bench.give(.lost(NodeID(1)))
        let dials = bench.dials.count
        bench.advance(to: 250)
        #expect(bench.dials.count == dials + 1)
        #expect(bench.dials.last?.node == 1)
        #expect(bench.notices == [])
    }

    @Test("A new connection is a sign of life")
    func reconnected() {
        let bench = bench()
        bench.advance(to: 350)
        #expect(bench.notices.map(\.believedUp) == [false, false, false])
        bench.give(.connected(NodeID(1)))
        #expect(bench.notices.last?.how == .connected)
        #expect(bench.notices.last?.believedUp == true)
    }

    @Test("An attempt that ran out of time changes no belief")
    func attemptTimeout() {
        let bench = bench(asking: .gets(perSecond: 20))
        for time in stride(from: 50.0, through: 1_000, by: 50) {
            bench.advance(to: time)
            for node in 1...3 { bench.give(.received(beat, from: NodeID(node))) }
        }
        #expect(bench.statuses.contains(.timeout))
        #expect(bench.notices == [])
    }

    @Test("After standing still a node gives everybody all periods again")
    func stopped() {
        let bench = bench()
        bench.advance(to: 200)
        bench.wakeLate(at: 2_000)
        bench.give(.stopped(until: bench.now))
        bench.advance(to: 2_299)
        #expect(bench.notices == [])
        bench.advance(to: 2_300)
        #expect(bench.notices.map(\.node) == [1, 2, 3])
    }

    @Test("Whoever was never connected is not called up before it says something")
    func absent() {
        let bench = bench(connected: [2, 3])
        bench.advance(to: 100)
        #expect(bench.notices == [])
        bench.give(.received(beat, from: NodeID(1)))
        #expect(bench.notices.map(\.node) == [1])
    }
}
