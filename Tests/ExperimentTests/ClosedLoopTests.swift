import Testing
import Topology

@testable import Experiment

/// Eight operations out at once, on virtual time.
private func loop(_ more: String = "", kind: String = "client-server", after: String = "") -> String
{
    edited("rate_per_s = 100", "loop = \"closed\"\noutstanding = 2" + more)
        .replacing("kind = \"client-server\"", with: "kind = \"\(kind)\"")
        + "[network]\ntier = \"simulated\"\n" + after
}

@Suite("A closed loop on virtual time")
struct ClosedLoopTests {
    @Test("is refused where nothing takes time, with the keys that would")
    func timeless() {
        let start =
            "x.toml:9:15: \"outstanding\" asks for a closed loop, in which nothing takes time on the "
            + "simulated tier in topology "
        let end = " above 0, or tier = \"loopback\""
        #expect(
            problems(loop()) == [
                start + "\"client-server\", so that it would never end: expected service_time_us, "
                    + "think_ms in [workload] or delay_ms in [network.link]" + end
            ])
        // Where everybody has all keys no message travels.
        let delayed = "[network.link]\ndelay_ms = 1\n"
        #expect(
            problems(loop(kind: "mesh\"\nreplicas = 4 #", after: delayed)) == [
                start.replacing("9:15", with: "10:15")
                    + "\"mesh\", so that it would never end: expected service_time_us or think_ms "
                    + "in [workload]" + end
            ])
    }

    @Test(
        "is taken where anything takes time, and on real processes",
        arguments: [
            loop("\nthink_ms = 1"), loop("\nservice_time_us = 100"),
            loop(after: "[network.link]\ndelay_ms = 1\n"),
            loop(after: "[network.provider_link]\ndelay_ms = 1\n"),
            loop(kind: "mesh", after: "[network.link]\ndelay_ms = 1\n"),
            loop().replacing("simulated", with: "loopback"),
            loop(
                "\nservice_time_us = 0\nservice_distribution = \"two-point\"\n"
                    + "service_high_us = 1000\nservice_high_share = 0.5"),
        ])
    func timely(text: String) {
        #expect(problems(text) == [])
    }

    @Test("is refused where it makes too many operations, with their number")
    func tooMany() {
        #expect(
            problems(loop("\nthink_ms = 0.001")) == [
                "x.toml:9:15: \"outstanding\" asks for a closed loop of about 8_000_000 operations a "
                    + "second in topology \"client-server\": over 11 s of warm-up and measurement "
                    + "these are 88_000_000 operations a trial, and at most 50_000_000 can be "
                    + "recorded: raise think_ms or service_time_us, lower outstanding or "
                    + "participants.count, or shorten the schedule"
            ])
        // One server that takes a microsecond does a million a second, four of them four million.
        let service = "\nservice_time_us = 1"
        #expect(problems(loop(service)) == [])
        #expect(problems(loop(service + "\nservice_workers = 4")) == [])
        #expect(problems(loop(service + "\nservice_workers = 5")).count == 1)
    }

    @Test("turns as fast as thinking, service, links and providers let it")
    func rates() throws {
        func rates(_ text: String) throws -> [Double] {
            let specification = try read(text)
            return try specification.topologies.map { arm in
                let kind = try #require(TopologyRegistry.standard[arm.kind])
                let topology = try kind.init(specification.setting(of: arm))
                return try #require(
                    ClosedLoop(
                        of: specification.workload, participants: specification.participants,
                        in: topology, speed: arm.speed, workers: specification.serviceWorkers,
                        network: specification.networkShape(of: topology.members))
                ).ratePerSecond
            }
        }
        #expect(try rates(loop("\nthink_ms = 8")) == [1_000])
        #expect(try rates(loop(after: "[network.link]\ndelay_ms = 2\n")) == [1_000])
        #expect(try rates(loop("\nservice_time_us = 2000")) == [500])
        // The server's uplink, 52 bytes and 0.9 * 128 in each answer.
        #expect(
            try rates(loop(after: "[network.link]\nup_mbit_per_s = 1\n"))
                == [1 / (8 * (52 + 0.9 * 128) / 1e6)])
        // Half of the keys are one's own, so a round trip of 4 ms counts half.
        #expect(try rates(loop(kind: "mesh", after: "[network.link]\ndelay_ms = 1\n")) == [4_000])
    }
}
