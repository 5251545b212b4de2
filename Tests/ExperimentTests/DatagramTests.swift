import Core
import Experiment
import Faults
import Testing
import Topology

@Suite("Messages as datagrams")
struct DatagramTests {
    private static let udp = Override.set("transport.protocol=udp")

    @Test("are asked for by the protocol's name, and streams are the standard")
    func name() throws {
        #expect(try read(both).transport == .tcp)
        #expect(try read(both, [Self.udp]).transport == .udp)
        #expect(try read(both + "[transport]\nprotocol = \"udp\"\n").transport == .udp)
        #expect(
            problems(both, [.set("transport.protocol=sctp")]) == [
                "--set \"transport.protocol=sctp\": \"protocol\" is \"sctp\": did you mean "
                    + "\"tcp\"? Expected \"tcp\" or \"udp\""
            ])
    }

    @Test("can be compared with streams in a sweep")
    func sweep() throws {
        let experiment = try Experiment(
            parsing: Array(
                (both + "[sweep]\n\"transport.protocol\" = [\"tcp\", \"udp\"]\n").utf8),
            file: "x.toml", overrides: [],
            in: Surroundings(topologies: .standard, faults: .standard))
        #expect(experiment.points.map(\.specification.transport) == [.tcp, .udp])
        #expect(experiment.points.map(\.levels) == [["tcp"], ["udp"]])
    }

    private static func refusal(_ what: String, _ why: String) -> String {
        "x.toml:\(what), which protocol = \"udp\" cannot do, as without connections nobody hears "
            + "that \(why): write protocol = \"tcp\" in [transport], or remove it"
    }

    @Test("do without what connections tell")
    func connections() {
        let mesh = smallest.replacing("client-server", with: "mesh")
        let repair = edited("kind = \"mesh\"", "kind = \"mesh\"\nrepair = true", in: mesh)
        #expect(problems(repair) == [])
        #expect(
            problems(repair, [Self.udp]) == [
                Self.refusal("4:10: \"repair\" is true", "a holder has gone or is back")
            ])
        let degree = edited("kind = \"mesh\"", "kind = \"mesh\"\ndegree = 2", in: mesh)
        #expect(problems(degree) == [])
        #expect(
            problems(degree, [Self.udp]) == [
                Self.refusal(
                    "4:10: \"degree\" is 2",
                    "a link is gone, round which a way would have to be found")
            ])
    }

    @Test(
        "do without faults that others hear of by connections alone",
        arguments: [
            ("leave", ""), ("churn", "mean_up_s = 1\nmean_down_s = 1\n"),
            ("random", ""),
        ])
    func faults(action: String, keys: String) {
        let target = action == "random" ? "" : "target = \"participant\"\ncount = 1\n"
        let text =
            smallest + "[[fault]]\naction = \"\(action)\"\nat_s = 1\nfor_s = 1\n" + target + keys
        #expect(problems(text) == [])
        #expect(
            problems(text, [Self.udp]) == [
                Self.refusal(
                    "12:10: \"action\" is \"\(action)\"", "one who has said goodbye is back")
            ])
    }

    @Test("have room for values of 65,423 bytes")
    func values() {
        let room = "what a datagram has room for, or protocol = \"tcp\" in [transport]"
        #expect(problems(both, [Self.udp, .set("workload.value_bytes=65423")]) == [])
        #expect(problems(both, [.set("workload.value_bytes=65424")]) == [])
        #expect(
            problems(both, [Self.udp, .set("workload.value_bytes=65424")]) == [
                "--set \"workload.value_bytes=65424\": \"value_bytes\" is 65_424: expected at most "
                    + "65_423, \(room)"
            ])
    }

    private static let troubles = [
        ("loss = 0.1", "15:8: \"loss\" is 0.1"),
        ("duplicate = 0.1", "15:13: \"duplicate\" is 0.1"),
        ("counts = \"frame\"", "15:10: \"counts\" is \"frame\""),
    ]

    @Test(
        "are lost packet by packet on the simulated and the emulated tier, and not on loopback",
        arguments: troubles)
    func packets(line: String, found: String) {
        func text(_ tier: String) -> String {
            smallest + "[transport]\nprotocol = \"udp\"\n[network]\ntier = \"\(tier)\"\n"
                + "[network.link]\n\(line)\n"
        }
        #expect(problems(text("simulated")) == [])
        #expect(problems(text("emulated")) == [])
        let place = found.replacing("15:", with: "16:")
        #expect(
            problems(text("loopback")) == [
                "x.toml:\(place), which tier \"loopback\" cannot do, as its packets are the host's "
                    + "own: write tier = \"emulated\" or tier = \"simulated\" in [network], or "
                    + "remove it"
            ])
    }

    @Test("wait at their sender on loopback, whatever the queue")
    func queue() throws {
        let text = smallest + "[network.link]\nup_mbit_per_s = 1\nqueue_ms = 20\n"
        #expect(
            try notes(text, [Self.udp]).last
                == "x.toml:13:12: note: \"queue_ms\" changes nothing on tier \"loopback\": nodes "
                + "that shape their links themselves drop nothing, and what has no room in the "
                + "queue waits at its sender")
        #expect(try notes(text, [Self.udp, .set("network.tier=simulated")]) == [])
    }
}
