import Core
import Testing

@testable import Links

@Suite("A direction of a link") struct LinkDirectionTests {
    private func direction(
        mbit: Double? = nil, _ shape: (inout LinkShape) -> Void = { _ in }, seed: UInt64 = 1
    ) -> LinkDirection {
        var link = LinkShape()
        shape(&link)
        return LinkDirection(link, bitsPerSecond: mbit.map { $0 * 1e6 }, seed: seed, path: 7)
    }

    private func arrival(_ fate: LinkDirection.Fate) -> Nanoseconds? {
        if case .arrives(let at, _) = fate { at.nanoseconds } else { nil }
    }

    @Test("a packet takes its bytes' time and then the delay")
    func rateThenDelay() {
        var link = direction(mbit: 10) { $0.delayNanoseconds = .milliseconds(5) }
        let first = link.pass(1_250, at: Instant(nanoseconds: 0))
        let second = link.pass(1_250, at: Instant(nanoseconds: 0))
        #expect(arrival(first) == 6_000_000)
        #expect(arrival(second) == 7_000_000)
    }

    @Test("rounding to nanoseconds loses no rate", arguments: [1.0, 3.0, 7.77, 200.0])
    func exactRate(mbit: Double) {
        var link = direction(mbit: mbit) { $0.queueNanoseconds = .max }
        var last: Nanoseconds = 0
        for _ in 0..<100_000 {
            last = arrival(link.pass(1_448, at: Instant(nanoseconds: 0))) ?? 0
        }
        let exact = 100_000 * 1_448 * 8 / (mbit * 1e6) * 1e9
        #expect(abs(Double(last) - exact) <= 1)
    }

    @Test(
        "what would wait longer than the queue is dropped, and what takes no time keeps its place")
    func fullQueue() {
        var link = direction(mbit: 1) { $0.queueNanoseconds = .milliseconds(10) }
        // 1250 bytes take 10 ms: one on the link, one that waits 10 ms, none that would wait 20.
        let fates = (0..<4).map { _ in link.pass(1_250, at: Instant(nanoseconds: 0)) }
        #expect(fates.map { arrival($0) } == [10_000_000, 20_000_000, nil, nil])
        #expect(fates[2] == .queueFull)
        #expect(arrival(link.pass(0, at: Instant(nanoseconds: 0))) == 20_000_000)
    }

    @Test(
        "losses have the share and the burst that are asked, and the same seed loses the same",
        arguments: [(0.01, 1.0), (0.2, 1.0), (0.05, 4.0), (0.3, 10.0)])
    func losses(share: Double, burst: Double) {
        let count = 400_000
        func pattern(_ seed: UInt64) -> [Bool] {
            var link = direction(
                {
                    $0.loss = share; $0.lossBurst = burst
                }, seed: seed)
            return (0..<count).map { _ in
                link.pass(100, at: Instant(nanoseconds: 0)) == .lost
            }
        }
        let lost = pattern(1)
        let losses = lost.count { $0 }
        let bursts = zip([false] + lost, lost).count { !$0 && $1 }
        // Bursts are correlated: their variance is (1 + r) / (1 - r) times as great,
        // r = stay - enter.
        let enter = burst > 1 ? share / (burst * (1 - share)) : share
        let stay = burst > 1 ? 1 - 1 / burst : share
        let inflation = (1 + stay - enter) / (1 - stay + enter)
        let error = (share * (1 - share) / Double(count) * inflation).squareRoot()
        #expect(abs(Double(losses) / Double(count) - share) < 3.5 * error)
        if burst > 1 {
            #expect(abs(Double(losses) / Double(bursts) / burst - 1) < 0.05)
        }
        #expect(pattern(1) == lost)
        #expect(pattern(2) != lost)
    }

    @Test("jitter spreads as its law says and keeps the order")
    func jitter() {
        for law in LinkShape.JitterDistribution.allCases {
            var link = direction {
                $0.delayNanoseconds = .milliseconds(50)
                $0.jitterNanoseconds = .milliseconds(10)
                $0.jitterDistribution = law
            }
            // Far apart, so that no packet waits for another.
            let delays = (0..<40_000).compactMap { index -> Double? in
                let sent = Instant(nanoseconds: .seconds(Double(index)))
                return arrival(link.pass(100, at: sent)).map {
                    Double($0 - sent.nanoseconds) / 1e6
                }
            }
            let mean = delays.reduce(0, +) / Double(delays.count)
            let spread =
                (delays.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
                / Double(delays.count)).squareRoot()
            #expect(abs(mean - 50) < 0.2)
            #expect(abs(spread - (law == .uniform ? 10 / 3.0.squareRoot() : 10)) < 0.15)

            var close = direction {
                $0.delayNanoseconds = .milliseconds(50)
                $0.jitterNanoseconds = .milliseconds(10)
                $0.jitterDistribution = law
            }
            let arrivals = (0..<1_000).compactMap {
                arrival(close.pass(100, at: Instant(nanoseconds: $0 * 1_000)))
            }
            #expect(arrivals == arrivals.sorted())
        }
    }

    @Test("the share asked arrives twice, and the share asked overtakes")
    func disorder() {
        var link = direction {
            $0.delayNanoseconds = .milliseconds(5)
            $0.duplicate = 0.1
            $0.reorder = 0.25
        }
        var twice = 0
        var early = 0
        for index in 0..<100_000 {
            let sent = Instant(nanoseconds: Int64(index) * 10_000_000)
            guard case .arrives(let at, let isTwice) = link.pass(100, at: sent) else { continue }
            twice += isTwice ? 1 : 0
            early += at == sent ? 1 : 0
        }
        #expect(abs(twice - 10_000) < 300)
        #expect(abs(early - 25_000) < 450)
    }

    @Test("a stream passes packet by packet: the second link adds a packet's time, not the whole's")
    func streams() {
        var up = direction(mbit: 10)
        var down = direction(mbit: 10)
        let now = Bucket.Passage(first: Instant(nanoseconds: 0), last: Instant(nanoseconds: 0))
        let between = up.pass(125_000, coming: now)
        let there = down.pass(125_000, coming: between)
        #expect(between.last == Instant(nanoseconds: 100_000_000))
        // 1448 bytes at 10 Mbit/s.
        #expect(there.last - between.last == 1_158_400)
    }

    @Test("a slower second link decides when the stream is through")
    func slowerSecond() {
        var up = direction(mbit: 100)
        var down = direction(mbit: 10)
        let now = Bucket.Passage(first: Instant(nanoseconds: 0), last: Instant(nanoseconds: 0))
        let there = down.pass(125_000, coming: up.pass(125_000, coming: now))
        #expect(there.last == Instant(nanoseconds: 100_000_000 + 115_840))
    }
}
