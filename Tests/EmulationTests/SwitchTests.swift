import Core
import Emulation
import Links
import Measurement
import Testing

@testable import Runner

@Suite("The emulated network", .enabled(if: hasNetworks), .serialized) struct SwitchTests {
    /// Numbers of a sorted list, 0 to 1.
    private func quantile(_ values: [Int64], _ share: Double) -> Int64 {
        let sorted = values.sorted()
        return sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]
    }

    private func address(_ node: Int) -> String { NetworkUnderTest.address(node) }

    @Test("connecting takes one round trip, and the first response two", arguments: [20, 100, 300])
    func roundTrips(milliseconds: Int64) throws {
        let roundTrip = Nanoseconds.milliseconds(milliseconds)
        let tolerance = Nanoseconds.milliseconds(isLong ? 1 : 20) + roundTrip * 3 / 100
        func isRight(_ times: [Int64]) -> Bool {
            (roundTrip..<roundTrip + tolerance).contains(times[0])
                && (2 * roundTrip..<2 * roundTrip + tolerance).contains(times[1])
        }
        let measured = try measurements(until: isRight) {
            let network = try NetworkUnderTest(nodes: 2) {
                $0.delayNanoseconds = .milliseconds(milliseconds) / 4
            }
            _ = try network.start(1, ["echo", "9000"], isReady: true)
            let probe = try network.start(0, ["round-trips", address(1), "9000"])
            let times = try #require(network.findings(of: probe).first)
            // A busy host may make it late, never early.
            #expect(times[0] >= roundTrip && times[1] >= 2 * roundTrip)
            return times
        }
        #expect(measured.last.map(isRight) ?? false, "\(measured)")
    }

    @Test("a packet takes both links' delays, and never less")
    func delay() throws {
        var near = LinkShape()
        near.delayNanoseconds = .milliseconds(3)
        var far = LinkShape()
        far.delayNanoseconds = .milliseconds(9)
        let median: Int64 = isLong ? 12_500_000 : 15_000_000
        let medians = try measurements(until: { $0 < median }) {
            let network = try NetworkUnderTest([near, far])
            let sink = try network.start(1, ["arrivals", "9000", "500"], isReady: true)
            _ = try network.start(0, ["datagrams", address(1), "9000", "300", "100", "2000000"])
            let delays = try network.findings(of: sink).map { $0[1] }
            #expect(delays.count == 300)
            #expect(delays.min() ?? 0 >= 12_000_000)
            return quantile(delays, 0.5)
        }
        #expect(medians.last ?? 0 < median, "\(medians)")
    }

    @Test(
        "a link's rate is what is asked, of payload bytes",
        arguments: isLong ? [1.0, 10, 50, 200] : [1, 10])
    func rate(mbit: Double) throws {
        let count = Int(mbit * 1e6 / 8 / 1_400 * (isLong ? 2 : 0.5))
        // Twice as fast as the link takes them.
        let interval = Int(1_400 * 8 / (mbit * 1e6) * 1e9 / 2)
        let tolerance = isLong ? 0.01 : 0.05
        let rates = try measurements(until: { abs($0 / mbit - 1) < tolerance }) {
            let network = try NetworkUnderTest(nodes: 2) {
                $0.upBitsPerSecond = mbit * 1e6
                $0.queueNanoseconds = .seconds(60)
            }
            let sink = try network.start(1, ["arrivals", "9000", "1000"], isReady: true)
            _ = try network.start(
                0, ["datagrams", address(1), "9000", "\(count)", "1400", "\(interval)"])
            let arrivals = try network.findings(of: sink).map { $0[2] }
            #expect(arrivals.count == count)
            let seconds = Double((arrivals.last ?? 0) - (arrivals.first ?? 0)) / 1e9
            return Double(arrivals.count - 1) * 1_400 * 8 / seconds / 1e6
        }
        #expect(abs((rates.last ?? 0) / mbit - 1) < tolerance, "\(rates)")
    }

    @Test("a full queue drops the tail, and says how much")
    func queue() throws {
        let network = try NetworkUnderTest(nodes: 2) {
            $0.upBitsPerSecond = 1e6
            $0.queueNanoseconds = .milliseconds(100)
        }
        let sink = try network.start(1, ["arrivals", "9000", "500"], isReady: true)
        _ = try network.start(0, ["datagrams", address(1), "9000", "100", "1250", "0"])
        let numbers = try network.findings(of: sink).map { $0[0] }
        // 10 ms each: the one on the link, and those that wait up to 100 ms.
        #expect((11...13).contains(numbers.count))
        #expect(numbers == Array(0..<Int64(numbers.count)))
        let link = try network.report().links[0]
        #expect(link.sentPackets == 100)
        #expect(link.queueFull == UInt64(100 - numbers.count))
        #expect(link.sentBytes == 125_000)
    }

    @Test("loss has the share asked, and loses the same packets for the same seed")
    func loss() throws {
        func numbers(seed: UInt64) throws -> [Int64] {
            let network = try NetworkUnderTest(nodes: 2, seed: seed) { $0.loss = 0.05 }
            let sink = try network.start(1, ["arrivals", "9000", "500"], isReady: true)
            _ = try network.start(0, ["datagrams", address(1), "9000", "10000", "100", "20000"])
            let found = try network.findings(of: sink).map { $0[0] }
            let report = try network.report()
            #expect(report.links[0].lost + report.links[1].lost == UInt64(10_000 - found.count))
            #expect(report.fidelity?.unasked == 0)
            return found
        }
        let first = try numbers(seed: 1)
        // Two links in a row, each with 5 %.
        let expected = 10_000 * 0.95 * 0.95
        #expect(abs(Double(first.count) - expected) < 3 * (expected * 0.0975).squareRoot())
        #expect(try numbers(seed: 1) == first)
        #expect(try numbers(seed: 2) != first)
    }

    @Test("a cut way carries nothing, and carries again once it is mended")
    func cut() throws {
        let network = try NetworkUnderTest(nodes: 3)
        for node in 1...2 {
            _ = try network.start(node, ["mirror", "9000"], isReady: true)
        }
        func answers(from node: Int) throws -> Int {
            let probe = try network.start(0, ["pings", address(node), "9000", "3", "1000000"])
            return try network.findings(of: probe).count
        }
        try network.network.set([
            .init(from: NodeID(2), to: NodeID(0), PathCondition(isCut: true))
        ])
        #expect(try answers(from: 1) == 3)
        #expect(try answers(from: 2) == 0)
        #expect(try network.report().links[2].cut == 3)
        try network.network.set([])
        #expect(try answers(from: 2) == 3)
    }

    @Test("duplicates arrive twice")
    func duplicates() throws {
        let network = try NetworkUnderTest(nodes: 2) { $0.duplicate = 0.5 }
        let sink = try network.start(1, ["arrivals", "9000", "500"], isReady: true)
        _ = try network.start(0, ["datagrams", address(1), "9000", "1000", "100", "20000"])
        let count = try network.findings(of: sink).count
        // Two links, each of which makes 1.5 of 1.
        #expect(abs(count - 2_250) < 150)
        let links = try network.report().links
        #expect(links[0].duplicated + links[1].duplicated == UInt64(count - 1_000))
    }

    @Test("the runner is heard while as much comes as nodes can send")
    func heard() throws {
        let network = try NetworkUnderTest(nodes: 3)
        for node in 1...2 {
            _ = try network.start(
                node, ["datagrams", address(0), "9000", "100000000", "18", "0"])
        }
        try network.turn(until: { try network.report().links[1].sentPackets > 50_000 })
        try network.network.set([
            .init(from: NodeID(1), to: NodeID(0), PathCondition(isCut: true))
        ])
        try network.turn(until: { try network.report().links[1].cut > 0 })
    }
}

/// What two senders of one receiver do to each other.
@Suite("Packets that meet at a link", .enabled(if: hasNetworks), .serialized)
struct MeetingPacketsTests {
    private func address(_ node: Int) -> String { NetworkUnderTest.address(node) }

    @Test("a packet from afar that jitters holds up nobody who is near")
    func nearAndFar() throws {
        var near = LinkShape()
        near.delayNanoseconds = .milliseconds(1)
        var far = LinkShape()
        far.delayNanoseconds = .milliseconds(300)
        var receiver = LinkShape()
        receiver.delayNanoseconds = .milliseconds(1)
        receiver.jitterNanoseconds = .microseconds(500)
        let network = try NetworkUnderTest([near, far, receiver])
        let sink = try network.start(2, ["arrivals", "9000", "600"], isReady: true)
        _ = try network.start(1, ["datagrams", address(2), "9000", "200", "100", "2000000"])
        _ = try network.start(0, ["datagrams", address(2), "9000", "200", "100", "2000000"])
        let delays = try network.findings(of: sink).map { $0[1] }
        let fast = delays.filter { $0 < 150_000_000 }
        #expect(delays.count == 400)
        #expect(fast.count == 200)
        #expect(fast.sorted()[100] < 30_000_000)
    }

    @Test("what one sender sends in a burst arrives in order over a slow downlink")
    func inOrder() throws {
        var receiver = LinkShape()
        receiver.downBitsPerSecond = 20e6
        receiver.queueNanoseconds = .seconds(10)
        let network = try NetworkUnderTest([LinkShape(), receiver])
        let sink = try network.start(1, ["arrivals", "9000", "500"], isReady: true)
        _ = try network.start(0, ["datagrams", address(1), "9000", "2000", "400", "0"])
        let numbers = try network.findings(of: sink).map { $0[0] }
        #expect(numbers == Array(0..<2_000))
    }
}
