import Core
import Emulation
import Links
import Testing

@testable import Runner

/// Each thing that can be asked of a link or a way, by itself, as a receiver sees it.
@Suite("What is asked of links and ways", .enabled(if: hasNetworks), .serialized)
struct LinkKeysTests {
    /// One-way times of so many small datagrams from node 0 to node 1, one every so often.
    private func delays(
        over network: NetworkUnderTest, count: Int, everyMicroseconds interval: Int = 1_000
    ) throws -> [Int64] {
        try arrivals(over: network, from: 0, count: count, everyMicroseconds: interval).map {
            $0[1]
        }
    }

    /// Number, one-way time and instant of each that arrives.
    private func arrivals(
        over network: NetworkUnderTest, from sender: Int, count: Int,
        everyMicroseconds interval: Int
    ) throws -> [[Int64]] {
        let receiver = 1 - sender
        let sink = try network.start(receiver, ["arrivals", "9000", "500"], isReady: true)
        _ = try network.start(
            sender,
            [
                "datagrams", NetworkUnderTest.address(receiver), "9000", "\(count)", "100",
                "\(interval * 1_000)",
            ])
        return try network.findings(of: sink)
    }

    @Test("uniform jitter spreads delays evenly, up to as much as is asked")
    func uniform() throws {
        var sender = LinkShape()
        sender.delayNanoseconds = .milliseconds(40)
        sender.jitterNanoseconds = .milliseconds(30)
        let network = try NetworkUnderTest([sender, LinkShape()])
        // Too far apart for one to wait for another.
        let delays = try delays(over: network, count: 30, everyMicroseconds: 60_000)
        #expect(delays.count == 30)
        #expect(delays.allSatisfy { $0 >= 10_000_000 })
        #expect(delays.contains { $0 < 30_000_000 })
        #expect(delays.contains { $0 > 50_000_000 })
    }

    @Test("jitter keeps the order, and reordering does not")
    func order() throws {
        var sender = LinkShape()
        sender.delayNanoseconds = .milliseconds(40)
        sender.jitterNanoseconds = .milliseconds(30)
        func numbers(_ link: LinkShape) throws -> [Int64] {
            let network = try NetworkUnderTest([link, LinkShape()])
            return try arrivals(over: network, from: 0, count: 200, everyMicroseconds: 1_000)
                .map { $0[0] }
        }
        #expect(try numbers(sender) == Array(0..<200))
        sender.reorder = 0.25
        let reordered = try numbers(sender)
        #expect(reordered != Array(0..<200))
        #expect(reordered.sorted() == Array(0..<200))
    }

    @Test("the share that overtakes takes none of the link's delay")
    func overtaking() throws {
        var sender = LinkShape()
        sender.delayNanoseconds = .milliseconds(100)
        sender.reorder = 0.25
        let network = try NetworkUnderTest([sender, LinkShape()])
        let delays = try delays(over: network, count: 400)
        let early = delays.count { $0 < 100_000_000 }
        // Four standard errors of 400 draws.
        #expect(abs(early - 100) < 35)
    }

    @Test("regions have their own delay each way")
    func regions() throws {
        var shape = NetworkShape.clear(nodeCount: 2)
        shape.regions = [0, 1]
        shape.regionDelays = [[0, .milliseconds(10)], [.milliseconds(60), 0]]
        let network = try NetworkUnderTest(shape)
        func quickest(from sender: Int) throws -> Int64 {
            try arrivals(over: network, from: sender, count: 50, everyMicroseconds: 1_000)
                .map { $0[1] }.min() ?? 0
        }
        #expect((10_000_000..<60_000_000).contains(try quickest(from: 0)))
        #expect(try quickest(from: 1) >= 60_000_000)
    }

    @Test("a fault's delay comes on top, on the way that is asked, and goes again")
    func faultDelay() throws {
        let network = try NetworkUnderTest(nodes: 2) { $0.delayNanoseconds = .milliseconds(1) }
        func quickest(from sender: Int) throws -> Int64 {
            try arrivals(over: network, from: sender, count: 50, everyMicroseconds: 1_000)
                .map { $0[1] }.min() ?? 0
        }
        try network.network.set([
            .init(
                from: NodeID(0), to: NodeID(1),
                PathCondition(delayNanoseconds: .milliseconds(80)))
        ])
        #expect(try quickest(from: 0) >= 82_000_000)
        #expect((2_000_000..<80_000_000).contains(try quickest(from: 1)))
        try network.network.set([])
        #expect((2_000_000..<80_000_000).contains(try quickest(from: 0)))
    }

    @Test("a rate counts payload, or whole frames where that is asked")
    func frames() throws {
        func nanosecondsEach(_ counts: LinkShape.Counted) throws -> Double {
            var sender = LinkShape()
            sender.upBitsPerSecond = 1e6
            sender.counts = counts
            sender.queueNanoseconds = .seconds(60)
            let network = try NetworkUnderTest([sender, LinkShape()])
            let instants = try arrivals(over: network, from: 0, count: 200, everyMicroseconds: 0)
                .map { $0[2] }
            return Double((instants.last ?? 0) - (instants.first ?? 0)) / 199
        }
        // 100 bytes of payload; 8 of UDP, 20 of IP and 14 of Ethernet around it.
        for (counts, expected) in [(LinkShape.Counted.payload, 800_000.0), (.frame, 1_136_000)] {
            func isRight(_ each: Double) -> Bool { abs(each / expected - 1) < 0.02 }
            let measured = try measurements(until: isRight) { try nanosecondsEach(counts) }
            #expect(measured.last.map(isRight) ?? false, "\(counts): \(measured)")
        }
    }
}
