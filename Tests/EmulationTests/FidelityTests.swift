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

    @Test("16 nodes at 20,000 packets a second: 99 of 100 delays within half a millisecond")
    func delayUnderLoad() throws {
        let measured = try measurements(until: { $0 < 20_500_000 }) {
            let network = try NetworkUnderTest(nodes: 16) {
                $0.delayNanoseconds = .milliseconds(10)
            }
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
            return percentile(delays, 99)
        }
        #expect(measured.last ?? 0 < 20_500_000, "\(measured)")
    }

    @Test("at no delay the round trip is that of two veth pairs and a process between them")
    func noDelay() throws {
        let medians = try measurements(until: { $0 < 200_000 }) {
            let network = try NetworkUnderTest(nodes: 2)
            _ = try network.start(1, ["mirror", "9000"], isReady: true)
            let probe = try network.start(0, ["pings", address(1), "9000", "2000", "1000000"])
            let times = try network.findings(of: probe).map { $0[0] }
            #expect(times.count == 2_000)
            return percentile(times, 50)
        }
        #expect(medians.last ?? 0 < 200_000, "\(medians)")
    }

    /// Mathis, Semke, Mahdavi and Ott 1997: throughput goes with 1 / sqrt(loss), as long as the window
    /// is wide enough that hardly a loss ends in a timeout.
    ///
    /// All flows at a time, so that what else the machine does hits both kinds; slow start is over.
    @Test("four times the loss halves Reno's throughput within 20 %")
    func mathis() throws {
        let losses = [0.0005, 0.002, 0.0005, 0.002, 0.0005, 0.002]
        let network = try NetworkUnderTest(
            losses.flatMap { loss in
                var sender = LinkShape()
                sender.delayNanoseconds = .microseconds(2_500)
                sender.loss = loss
                var receiver = LinkShape()
                receiver.delayNanoseconds = .microseconds(2_500)
                return [sender, receiver]
            })
        let sinks = try losses.indices.map {
            try network.start(2 * $0 + 1, ["sink", "9000", "4"], isReady: true)
        }
        for flow in losses.indices {
            _ = try network.start(
                2 * flow, ["flood", address(2 * flow + 1), "9000", "reno", "24"])
        }
        let rates = try sinks.map { sink in
            let found = try #require(network.findings(of: sink).first)
            return Double(found[0]) / (Double(found[1]) / 1e9)
        }
        let light = rates[0] + rates[2] + rates[4]
        let heavy = rates[1] + rates[3] + rates[5]
        #expect((1.6...2.4).contains(light / heavy), "\(rates)")
    }

    @Test("200 networks come up in a second and are gone with their switch in a fifth of one")
    func many() throws {
        func isQuick(_ times: (up: Nanoseconds, gone: Nanoseconds)) -> Bool {
            times.up < .seconds(1) && times.gone < .milliseconds(200)
        }
        let measured = try measurements(until: isQuick) {
            let start = Monotonic.now()
            let network = try NetworkUnderTest(nodes: 200)
            let up = Monotonic.now() - start
            let pid = network.network.handle.pid
            let killed = Monotonic.now()
            network.network.handle.destroy()
            let gone = Monotonic.now() - killed
            #expect(kill(pid, 0) == -1)
            return (up: up, gone: gone)
        }
        #expect(measured.last.map(isQuick) ?? false, "\(measured)")
    }
}
