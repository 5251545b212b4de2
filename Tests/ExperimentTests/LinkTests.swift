import Core
import Faults
import Links
import Testing

@testable import Experiment

@Suite("Links and what a tier can do with them")
struct LinkTests {
    private func text(_ lines: String, tier: String = "loopback") -> String {
        smallest + "[network]\ntier = \"\(tier)\"\n[network.link]\n\(lines)\n"
    }

    @Test("rates, delay, jitter and queue are for every tier", arguments: Network.Tier.allCases)
    func everyTier(tier: Network.Tier) {
        let lines =
            "up_mbit_per_s = 1\ndown_mbit_per_s = 8\ndelay_ms = 5\njitter_ms = 1\nqueue_ms = 0"
        #expect(problems(text(lines, tier: tier.rawValue)) == [])
    }

    @Test(
        "what acts on packets is refused by name where there are none",
        arguments: ["simulated", "loopback"],
        [
            ("loss = 0.01", "14:8: \"loss\" is 0.01"),
            ("duplicate = 1", "14:13: \"duplicate\" is 1"),
            ("reorder = 0.5\ndelay_ms = 1", "14:11: \"reorder\" is 0.5"),
            ("counts = \"frame\"", "14:10: \"counts\" is \"frame\""),
        ])
    func packets(tier: String, key: (lines: String, found: String)) {
        let datagrams = tier == "simulated" ? ", or protocol = \"udp\" in [transport]" : ""
        #expect(
            problems(text(key.lines, tier: tier)) == [
                "x.toml:\(key.found), which tier \"\(tier)\" cannot do, as its streams are not cut "
                    + "into packets: write tier = \"emulated\" in [network]\(datagrams), or remove it"
            ])
        #expect(problems(text(key.lines, tier: "emulated")) == [])
        #expect(problems(text(key.lines, tier: tier), [.tier("emulated")]) == [])
    }

    @Test("every key of a link arrives on the tier that can do all of them")
    func allKeys() throws {
        let network = try read(
            text(
                "loss = 0.02\nloss_burst = 4\nduplicate = 0.1\nreorder = 0.25\ndelay_ms = 2\n"
                    + "counts = \"frame\"\n[network.provider_link]\nup_mbit_per_s = 0.5",
                tier: "emulated")
        ).network
        #expect(network.link.loss == 0.02)
        #expect(network.link.lossBurst == 4)
        #expect(network.link.duplicate == 0.1)
        #expect(network.link.reorder == 0.25)
        #expect(network.link.counts == .frame)
        #expect(network.link.upBitsPerSecond == nil)
        var provider = LinkShape()
        provider.upBitsPerSecond = 5e5
        #expect(network.providerLink == provider)
    }

    @Test("bursts cannot lose a greater share than leaves a packet between any two of them")
    func bursts() {
        #expect(
            problems(text("loss = 0.75\nloss_burst = 2", tier: "emulated")) == [
                "x.toml:14:8: \"loss\" is 0.75 in bursts of 2: expected at most loss_burst / "
                    + "(loss_burst + 1) = 0.666, since a packet arrives between any two bursts; "
                    + "\"loss_burst\" would have to be 3 or more"
            ])
        for sound in ["0.75\nloss_burst = 3", "0.9\nloss_burst = 1", "1\nloss_burst = 2"] {
            #expect(problems(text("loss = " + sound, tier: "emulated")) == [])
        }
    }

    @Test("a key that works on nothing is noted")
    func notes() throws {
        #expect(
            try ExperimentTests.notes(text("loss_burst = 3\nreorder = 0.5", tier: "emulated")) == [
                "x.toml:14:14: note: \"loss_burst\" changes nothing: it works on \"loss\", which is 0",
                "x.toml:15:11: note: \"reorder\" changes nothing: it works on \"delay_ms\", which is "
                    + "0",
            ])
    }

    @Test("a queue without room for a second packet is noted")
    func noRoom() throws {
        let lines = "up_mbit_per_s = 10\ndown_mbit_per_s = 100\nqueue_ms = "
        #expect(
            try ExperimentTests.notes(text(lines + "1", tier: "emulated")) == [
                "x.toml:16:12: note: \"queue_ms\" is 1, and a packet of 1448 bytes takes 1.158 ms "
                    + "here: of two that come together the second is dropped"
            ])
        #expect(try ExperimentTests.notes(text(lines + "2", tier: "emulated")) == [])
        #expect(try ExperimentTests.notes(text("queue_ms = 0", tier: "emulated")) == [])
    }

    @Test("a spread that would reach below no delay is noted")
    func jitter() throws {
        #expect(
            try ExperimentTests.notes(text("delay_ms = 10\njitter_ms = 50", tier: "simulated")) == [
                "x.toml:15:13: note: \"jitter_ms\" is 50, more than \"delay_ms\", 10: no delay is "
                    + "below 0, so that they are longer on average"
            ])
        #expect(
            try ExperimentTests.notes(text("delay_ms = 10\njitter_ms = 10", tier: "simulated"))
                == [])
    }

    @Test("that packets overtake by skipping the delay is noted", arguments: [0.25, 1])
    func overtaking(share: Double) throws {
        let found = share == 1 ? "1" : "0.25"
        let rest = share == 1 ? "" : ", and so overtakes the others"
        #expect(
            try ExperimentTests.notes(text("delay_ms = 20\nreorder = \(share)", tier: "emulated"))
                == [
                    "x.toml:15:11: note: \"reorder\" is \(found): that share of packets takes none "
                        + "of the link's delay of 20 ms" + rest
                ])
    }

    @Test(
        "a queue for packets is noted where streams wait instead",
        arguments: ["simulated", "loopback"])
    func queue(tier: String) throws {
        let lines = "delay_ms = 0\nqueue_ms = 20"
        #expect(
            try ExperimentTests.notes(text(lines, tier: tier)) == [
                "x.toml:15:12: note: \"queue_ms\" changes nothing on tier \"\(tier)\": of a stream "
                    + "nothing is dropped, and what has no room in the queue waits at its sender"
            ])
        #expect(try ExperimentTests.notes(text(lines, tier: "emulated")) == [])
    }

    @Test("a congestion control is the kernel's TCP's, and noted where there is none")
    func congestion() throws {
        let text = smallest + "[transport]\ncongestion = \"cubic\"\n"
        #expect(try read(text).congestion == .cubic)
        #expect(try read(smallest).congestion == .host)
        #expect(try ExperimentTests.notes(text) == [])
        let note =
            "x.toml:12:14: note: \"congestion\" changes nothing: it is the kernel's TCP that has "
        #expect(
            try ExperimentTests.notes(text, [.tier("simulated")])
                == [note + "one, not virtual time's streams"])
        #expect(
            try ExperimentTests.notes(text, [.set("transport.protocol=udp")])
                == [note + "one, not datagrams"])
    }

    @Test("the fault loss is refused where there are no packets, and has a share")
    func lossFault() throws {
        let fault = "[[fault]]\naction = \"loss\"\ntarget = \"provider-0\"\nat_s = 1\n"
        #expect(
            problems(smallest + fault + "share_lost = 0.25\n") == [
                "x.toml:12:10: \"action\" is \"loss\", which tier \"loopback\" cannot do, as its "
                    + "streams are not cut into packets: write tier = \"emulated\" in [network], "
                    + "or remove it"
            ])
        #expect(
            problems(smallest + fault, [.tier("emulated")]) == [
                "x.toml:11:1: \"share_lost\" is missing in [[fault]]: share of packets that is "
                    + "lost, each way, such as share_lost = 1"
            ])
        let read = try read(smallest + fault + "share_lost = 0.25\n", [.tier("emulated")])
        #expect(read.faults[0].order.values == ["share_lost": .number(0.25)])
    }

    @Test("what shaping on loopback cannot show is noted, where there is something to shape")
    func shaped() throws {
        let note =
            "note: on the loopback tier the nodes themselves shape the links, which the kernel does "
            + "not see: its handshakes, acknowledgements and windows take no time, and nothing is "
            + "lost"
        #expect(try ExperimentTests.notes(text("delay_ms = 1")) == ["x.toml:13:1: " + note])
        #expect(try ExperimentTests.notes(text("delay_ms = 1", tier: "simulated")) == [])
        #expect(try ExperimentTests.notes(text("delay_ms = 0\nqueue_ms = 100")) == [])
        let provider = smallest + "[network.provider_link]\nup_mbit_per_s = 1\n"
        #expect(try ExperimentTests.notes(provider) == ["x.toml:11:1: " + note])
    }
}
