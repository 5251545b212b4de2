import Core
import Testing
import Theory

@Suite("Coordinated omission")
struct OmissionTests {
    /// 10,000 answers within 1 ms, one after 100 s.
    private let recorded = RecordedLatencies([
        (.milliseconds(1), 10_000), (.milliseconds(100_000), 1),
    ])

    @Test("Raw, the stall is one sample that no percentile shows")
    func raw() {
        #expect(recorded.samples == 10_001)
        #expect(recorded.percentile(0.9999) == .milliseconds(1))
        #expect(recorded.maximum == .milliseconds(100_000))
    }

    @Test("Corrected for a request every 10 ms, it is half of everything")
    func corrected() {
        let corrected = recorded.corrected(expectedInterval: .milliseconds(10))
        #expect(corrected.samples == 20_000)
        #expect(corrected.percentile(0.5) == .milliseconds(1))
        #expect(corrected.percentile(0.75) == .milliseconds(50_000))
        #expect(corrected.percentile(0.9) == .milliseconds(80_000))
        #expect(corrected.percentile(0.99) == .milliseconds(98_000))
        #expect(corrected.percentile(0.9999) == .milliseconds(99_980))
        #expect(corrected.maximum == .milliseconds(100_000))
        #expect(isNear(corrected.meanNanoseconds, 25.003e9, within: 1e-12))
    }

    @Test("The same samples, added one by one")
    func oneByOne() {
        let recorded = RecordedLatencies([(95, 3), (30, 2), (10, 4), (7, 5)])
        let corrected = recorded.corrected(expectedInterval: 10)
        var samples: [Nanoseconds] = []
        for (latency, count) in [(95, 3), (30, 2), (10, 4), (7, 5)] {
            for _ in 0..<count {
                samples.append(Nanoseconds(latency))
                var missing = latency - 10
                while missing >= 10 {
                    samples.append(Nanoseconds(missing))
                    missing -= 10
                }
            }
        }
        samples.sort()
        #expect(corrected.samples == samples.count)
        #expect(
            isNear(
                corrected.meanNanoseconds,
                Double(samples.reduce(0, +)) / Double(samples.count)))
        for percent in 1..<100 {
            let rank = (percent * samples.count + 99) / 100
            #expect(corrected.percentile(Double(percent) / 100) == samples[rank - 1], "\(percent)")
        }
    }

    @Test("Latencies within the interval need no correction")
    func nothingMissing() {
        let corrected = recorded.corrected(expectedInterval: .milliseconds(200_000))
        #expect(corrected.samples == 10_001)
        #expect(corrected.meanNanoseconds == recorded.meanNanoseconds)
    }
}
