import Testing

@testable import Report

struct FailureLawFindingTests {
    private func sentences(_ fixture: Fixture, about word: String) throws -> [String] {
        let results = try fixture.tables()
        let point = try #require(SweepPoint.all(in: results.trials).first)
        return Findings(point: point, results: results).sentences.filter { $0.contains(word) }
    }

    /// 20 peers, 100 keys, each on so many of them; each trial has killed the first so many.
    private func killed(
        _ count: Int, replicas: Int, lost: [Int], healed: String = ""
    ) -> Fixture {
        var fixture = Fixture()
        for (index, lost) in lost.enumerated() {
            let trial = "\(index + 1)"
            fixture.addTrial(
                trial, "mesh", repetition: index, measured: Fixture.mesh,
                changes: ["lost_keys": "\(lost)"])
            for peer in 0..<20 { fixture.addNode(trial, "peer-\(peer)", served: 1) }
            for peer in 0..<count {
                fixture.addFault(trial, "mesh", node: "peer-\(peer)", healed: healed)
            }
            for key in 0..<100 {
                let holders = (0..<replicas).map { "peer-\((key + $0) % 20)" }
                fixture.placement.append(
                    [
                        "trial": trial, "key": "\(key)",
                        "holders": holders.joined(separator: " "),
                    ])
            }
        }
        return fixture
    }

    @Test func `a kill of several providers has the law beside the keys it lost`() throws {
        #expect(
            try sentences(killed(8, replicas: 2, lost: [15]), about: "killing") == [
                "In mesh, killing 8 of 20 peers at once loses C(8, 2) / C(20, 2) = 14.7 % of the "
                    + "keys on average if 2 hold each; here it was 15.0 %."
            ])
        #expect(
            try sentences(killed(4, replicas: 1, lost: [20]), about: "killing") == [
                "In mesh, killing 4 of 20 peers at once loses C(4, 1) / C(20, 1) = 20.0 % of the "
                    + "keys on average if 1 holds each; here it was 20.0 %."
            ])
    }

    @Test func `repetitions are averaged, since each kills others`() throws {
        #expect(
            try sentences(killed(8, replicas: 2, lost: [10, 15, 23]), about: "killing") == [
                "In mesh, killing 8 of 20 peers at once loses C(8, 2) / C(20, 2) = 14.7 % of the "
                    + "keys on average if 2 hold each; here it was 16.0 % in the mean of 3 "
                    + "repetitions."
            ])
    }

    @Test func `of all repetitions but the drawn one the placement need not be read`() throws {
        var fixture = killed(8, replicas: 2, lost: [10, 15, 23])
        fixture.placement.removeAll { $0["trial"] != "1" }
        #expect(
            try sentences(fixture, about: "killing").first?.hasSuffix(
                "here it was 16.0 % in the mean of 3 repetitions.") == true)
    }

    @Test func `fewer deaths than holders lose nothing`() throws {
        #expect(
            try sentences(killed(2, replicas: 3, lost: [0]), about: "killing") == [
                "In mesh, killing 2 of 20 peers at once loses no key if 3 hold each; here it was "
                    + "0 %."
            ])
    }

    @Test func `what was undone, of one alone or of no holders has no such law`() throws {
        #expect(
            try sentences(killed(8, replicas: 2, lost: [15], healed: "6"), about: "killing") == [])
        #expect(try sentences(killed(1, replicas: 1, lost: [5]), about: "killing") == [])
        var mixed = killed(8, replicas: 2, lost: [15])
        mixed.addFault("1", "mesh", node: "peer-9", action: "pause", fault: "1", healed: "")
        #expect(try sentences(mixed, about: "killing") == [])
        var clients = killed(0, replicas: 1, lost: [0])
        for client in 0..<2 {
            clients.addFault("1", "mesh", node: "client-\(client)", healed: "")
        }
        #expect(try sentences(clients, about: "killing") == [])
    }

    /// Ten participants, the last `cut` of which are cut off, with the share of pairs that is kept.
    private func partition(cut: Int, star: String, mesh: String) throws -> [String] {
        var fixture = Fixture()
        fixture.addTrial("1", "client-server", measured: Fixture.server)
        fixture.addTrial("2", "mesh", measured: Fixture.mesh)
        fixture.addNode("1", "server-0", served: 1)
        for node in 0..<10 {
            fixture.addNode("1", "client-\(node)", served: 0)
            fixture.addNode("2", "peer-\(node)", served: 1)
        }
        for node in (10 - cut)..<10 {
            fixture.addFault(
                "1", "client-server", node: "client-\(node)", action: "partition", connected: star)
            fixture.addFault(
                "2", "mesh", node: "peer-\(node)", action: "partition", connected: mesh)
        }
        return try sentences(fixture, about: "of 10 ")
    }

    @Test func `a partition in two has the pairs that it leaves`() throws {
        #expect(
            try partition(cut: 5, star: "0.5", mesh: "0.444444") == [
                "In client-server, with 5 of 10 clients cut off both ways, 50.0 % of the clients "
                    + "are on the server's side.",
                "In mesh, with 5 of 10 peers beyond the cut, 40 of 90 ordered pairs still reach each "
                    + "other (44.4 %); two groups cut off both ways keep 40.",
            ])
    }

    @Test func `a partition in three leaves fewer pairs`() throws {
        // 4, 3 and 3 nodes: 12 + 6 + 6 pairs.
        #expect(
            try partition(cut: 6, star: "0.4", mesh: "0.266667") == [
                "In client-server, with 6 of 10 clients cut off both ways, 40.0 % of the clients "
                    + "are on the server's side.",
                "In mesh, with 6 of 10 peers beyond the cut, 24 of 90 ordered pairs still reach each "
                    + "other (26.7 %); two groups cut off both ways keep 42.",
            ])
    }

    @Test func `a partition of one way leaves more pairs, and serves no more clients`() throws {
        #expect(
            try partition(cut: 5, star: "0.75", mesh: "0.722222") == [
                "In client-server, with what the server sends to 5 of 10 clients held up, 50.0 % of "
                    + "the clients still hear from it.",
                "In mesh, with 5 of 10 peers beyond the cut, 65 of 90 ordered pairs still reach each "
                    + "other (72.2 %); two groups cut off both ways keep 40.",
            ])
    }

    /// 20 peers, of which each trial has killed 10; so many connections, and that share still reached.
    private func overlay(connections: Int, shares: [String]) -> Fixture {
        var fixture = Fixture()
        for (index, share) in shares.enumerated() {
            let trial = "\(index + 1)"
            fixture.addTrial(
                trial, "mesh", repetition: index, measured: Fixture.mesh,
                changes: ["connections": "\(connections)"])
            for peer in 0..<20 { fixture.addNode(trial, "peer-\(peer)", served: 1) }
            for peer in 0..<10 {
                fixture.addFault(trial, "mesh", node: "peer-\(peer)", healed: "")
                fixture.faults[fixture.faults.count - 1]["connected_share"] = share
            }
        }
        return fixture
    }

    @Test func `a kill among peers with so many links has the law of a large overlay beside it`()
        throws
    {
        #expect(
            try sentences(overlay(connections: 50, shares: ["0.5", "0.7"]), about: "links each")
                == [
                    "In mesh, killing 10 of 20 peers with 5 links each leaves a way between 60.0 % "
                        + "of the ordered pairs of the others in the mean of 2 repetitions; of very "
                        + "many such peers it would be 90.7 %."
                ])
        #expect(try sentences(overlay(connections: 20, shares: ["0.5"]), about: "links each") == [])
        #expect(try sentences(overlay(connections: 190, shares: [""]), about: "links each") == [])
    }
}
