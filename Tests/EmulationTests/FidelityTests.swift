import Core
import Glibc
import Links
import Measurement
import Testing
import Transport

@testable import Runner

/// What the emulated network promises, on a machine that has nothing else to do.
@Suite(
    "The emulated network at full length", .enabled(if: hasNetworks && isLong), .serialized)
struct FidelityTests {
    private func address(_ node: Int) -> String { NetworkUnderTest.address(node) }

    private func percentile(_ values: [Int64], _ percent: Int) -> Int64 {
        let sorted = values.sorted()
        return sorted[(sorted.count - 1) * percent / 100]
    }

    @Test("16 nodes at 20,000 packets a second: nine of ten delays are what is asked")
    func delayUnderLoad() throws {
        let network = try NetworkUnderTest(nodes: 16) { $0.delayNanoseconds = .milliseconds(10) }
        let sinks = try (8..<16).map {
            try network.start($0, ["arrivals", "9000", "1000"], isReady: true)
        }
        for node in 0..<8 {
            let load = ["datagrams", address(node + 8), "9000", "7500", "200", "400000"]
            _ = try network.start(node, load)
        }
        let delays = try sinks.flatMap { try network.findings(of: $0).map { $0[1] } }
        #expect(delays.count == 60_000)
        #expect(delays.min() ?? 0 >= 20_000_000)
        // The bar for p99 is the benchmark's; a busy machine passes this one.
        #expect(percentile(delays, 90) < 25_000_000)
    }

    @Test("at no delay the round trip is that of two veth pairs and a process between them")
    func noDelay() throws {
        let network = try NetworkUnderTest(nodes: 2)
        _ = try network.start(1, ["mirror", "9000"], isReady: true)
        let probe = try network.start(0, ["pings", address(1), "9000", "2000", "1000000"])
        let times = try network.findings(of: probe).map { $0[0] }
        #expect(times.count == 2_000)
        #expect(percentile(times, 50) < 400_000)
    }

    /// Mathis, Semke, Mahdavi and Ott 1997: throughput goes with 1 / sqrt(loss).
    ///
    /// Within 20 % of a half on a quiet machine; here, beside other tests, only clearly less.
    @Test("four times the loss halves Reno's throughput")
    func mathis() throws {
        func bytesPerSecond(loss: Double, seed: UInt64) throws -> Double {
            var sender = LinkShape()
            sender.delayNanoseconds = .milliseconds(10)
            sender.loss = loss
            var receiver = LinkShape()
            receiver.delayNanoseconds = .milliseconds(10)
            let network = try NetworkUnderTest([sender, receiver], seed: seed)
            let sink = try network.start(1, ["sink", "9000"], isReady: true)
            _ = try network.start(0, ["flood", address(1), "9000", "reno", "12"])
            let found = try #require(network.findings(of: sink).first)
            return Double(found[0]) / (Double(found[1]) / 1e9)
        }
        let ratios = try (1...3).map { seed in
            try bytesPerSecond(loss: 0.0025, seed: seed) / bytesPerSecond(loss: 0.01, seed: seed)
        }
        let median = ratios.sorted()[1]
        #expect((1.2...4).contains(median), "\(ratios)")
    }

    @Test("200 networks come up in a second and are gone with their switch")
    func many() throws {
        let start = Monotonic.now()
        let network = try NetworkUnderTest(nodes: 200)
        let up = Monotonic.now() - start
        let pid = network.network.handle.pid
        let killed = Monotonic.now()
        network.network.handle.destroy()
        let gone = Monotonic.now() - killed
        #expect(kill(pid, 0) == -1)
        #expect(up < .seconds(3))
        #expect(gone < .seconds(2))
    }
}
