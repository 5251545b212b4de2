import Testing

@testable import Report

/// More than one sweep point: one table for each measure, and where the knees are.
struct SweepReportTests {
    private func text(_ fixture: Fixture, width: Int = 80) throws -> String {
        TerminalReport.text(
            try fixture.tables(), facts: Fixture.facts(repetitions: 3), width: width, color: false)
    }

    private func findings(_ fixture: Fixture) throws -> [String] {
        let results = try fixture.tables()
        let sweep = Sweep(SweepPoint.all(in: results.trials))
        return SweepFindings(sweep: sweep, results: results).sentences
    }

    @Test func `a sweep is a table for each measure`() throws {
        #expect(try text(.sweep).hasPrefix(Self.overview))
    }

    private static let overview = """
        quickstart · simulated tier · 3 repetitions · seed 7

        throughput (op/s)
        workload.rate_per_s  offered  client-server  mesh
        100                      100            100   100
        200                      200            200   200
        300                      300            300   300
        400                      400            380   400

        response p50
        workload.rate_per_s  client-server     mesh
        100                        1.70 ms  1.70 ms
        200                        1.70 ms  1.70 ms
        300                        1.70 ms  1.70 ms
        400                        1.70 ms  1.70 ms

        response p99
        workload.rate_per_s         client-server                  mesh
        100                  10.2 (10.1..10.3) ms  9.12 (9.11..9.13) ms
        200                  14.2 (14.1..14.3) ms  9.22 (9.21..9.23) ms
        300                  52.2 (52.1..52.3) ms  9.32 (9.31..9.33) ms
        400                                5.00 s  9.42 (9.41..9.43) ms

        response mean
        workload.rate_per_s  client-server     mesh
        100                        2.50 ms  2.50 ms
        200                        2.50 ms  2.50 ms
        300                        2.50 ms  2.50 ms
        400                        2.50 ms  2.50 ms

        availability
        workload.rate_per_s  client-server   mesh
        100                          100 %  100 %
        200                          100 %  100 %
        300                          100 %  100 %
        400                         95.0 %  100 %

        mesh / client-server, with 95 % intervals
        """

    @Test func `where all succeeded there is no table of availability`() throws {
        var fixture = Fixture(factors: ["workload.rate_per_s"])
        for rate in [100, 200] { fixture.addSwept("mesh", rate: rate) }
        #expect(try !text(fixture).contains("availability"))
    }

    @Test(arguments: [60, 80, 120])
    func `no line of a sweep is wider than the terminal`(width: Int) throws {
        let lines = try text(.sweep, width: width).split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= width })
    }

    @Test func `the knee is found by its rule, by p99 or by throughput`() throws {
        #expect(
            try findings(.sweep).first
                == "Knee, the first point with p99 above 5 times the first point's or throughput "
                + "below 99 % of offered: client-server at workload.rate_per_s = 300 (p99 52.2 ms "
                + "against 10.2 ms); mesh at no point up to 400.")
        var fixture = Fixture(factors: ["workload.rate_per_s"])
        fixture.addSwept("mesh", rate: 200, changes: ["throughput_per_s": "197.9"])
        fixture.addSwept("mesh", rate: 100)
        #expect(
            try findings(fixture).first?.hasSuffix(
                "mesh at workload.rate_per_s = 200 (198 of 200 op/s).") == true)
    }

    @Test func `a first point without a p99 leaves the next one to compare with`() throws {
        var fixture = Fixture(factors: ["workload.rate_per_s"])
        for (rate, tail) in [(10, ""), (100, "9000"), (200, "46000")] {
            fixture.addSwept("mesh", rate: rate, changes: ["response_p99_us": tail])
        }
        #expect(
            try findings(fixture).first?.hasSuffix(
                "mesh at workload.rate_per_s = 200 (p99 46.0 ms against 9.00 ms).") == true)
    }

    @Test func `a knee is one of load: none with a fault, none over anything else`() throws {
        func knees(_ factor: String, loop: String = "open", isStruck: Bool = false) throws -> Int {
            var fixture = Fixture(factors: [factor])
            for (level, tail) in [("4", "9000"), ("8", "90000")] {
                fixture.addSwept(
                    "mesh", rate: 100,
                    changes: [factor: level, "response_p99_us": tail, "loop": loop])
            }
            if isStruck { fixture.addFault("2", "mesh", node: "peer-3") }
            return try findings(fixture).count { $0.hasPrefix("Knee, ") }
        }
        #expect(try knees("workload.rate_per_s") == 1)
        #expect(try knees("workload.outstanding", loop: "closed") == 1)
        #expect(try knees("participants.count", loop: "closed") == 1)
        #expect(try knees("participants.count") == 0)
        #expect(try knees("network.link.delay_ms") == 0)
        #expect(try knees("workload.rate_per_s", isStruck: true) == 0)
    }

    @Test func `an invalid point is marked, and no knee`() throws {
        var fixture = Fixture(factors: ["workload.rate_per_s"])
        fixture.addSwept("mesh", rate: 100)
        fixture.addSwept("mesh", rate: 200)
        fixture.addSwept(
            "mesh", rate: 400,
            changes: [
                "response_p99_us": "90000", "valid": "false", "invalid_because": "host_cpu",
            ])
        let lines = try text(fixture).split(separator: "\n").map(String.init)
        #expect(lines.contains("200                  9.00 ms  "))
        #expect(lines.contains("400                  90.0 ms !"))
        #expect(lines.contains("! no valid trial: not to be believed"))
        #expect(try findings(fixture).first?.hasSuffix(": mesh at no point up to 200.") == true)
    }

    @Test func `theory stands beside the mean where a law is known`() throws {
        var fixture = Fixture(factors: ["workload.rate_per_s"])
        for (rate, gap) in [(100, "-0.013"), (200, "0.04")] {
            fixture.addSwept(
                "mesh", rate: rate,
                changes: ["bound_name": "M/M/1", "bound_s": "0.0024", "gap_to_bound": gap])
        }
        fixture.trials[1]["bound_noise"] = "0.417"
        fixture.addSwept("mesh", rate: 300)
        let lines = try text(fixture).split(separator: "\n").map(String.init)
        #expect(lines.contains("response mean, and theory's beside it"))
        #expect(lines.contains("workload.rate_per_s     mesh    M/M/1"))
        #expect(lines.contains("200                  2.50 ms  2.40 ms"))
        #expect(lines.contains("300                  2.50 ms        –"))
        #expect(
            try findings(fixture).last
                == "The measured mean response differs from theory's by -1.3 % to +4.0 % in mesh "
                + "(M/M/1, 2 points; by chance alone the mean wait of one such trial strays by up to "
                + "±41.7 % (95 %)).")
    }

    @Test func `what is apart by no digit shown agrees, and stands apart from what is not`() throws
    {
        var fixture = Fixture(factors: ["workload.rate_per_s"])
        for (topology, gaps) in [("mesh", ["0.0004", "-0.0002"]), ("star", ["0", "0.031"])] {
            for (rate, gap) in zip([100, 200], gaps) {
                fixture.addSwept(
                    topology, rate: rate,
                    changes: ["bound_name": "links", "bound_s": "0.0024", "gap_to_bound": gap])
            }
        }
        #expect(
            try findings(fixture).suffix(2) == [
                "The measured mean response agrees with theory's to 0.05 % in mesh (links, 2 points).",
                "The measured mean response differs from theory's by 0.0 % to +3.1 % in star "
                    + "(links, 2 points).",
            ])
    }

    @Test func `nothing is said of theory where links lost packets`() throws {
        var fixture = Fixture(factors: ["network.link.loss"])
        for (loss, gap) in [("0", "0.01"), ("0.1", "4")] {
            fixture.addSwept(
                "mesh", rate: 100,
                changes: [
                    "network.link.loss": loss, "bound_name": "links", "bound_s": "0.0024",
                    "gap_to_bound": gap,
                ])
        }
        fixture.addNode("1", "peer-0", served: 1)
        fixture.addNode("2", "peer-0", served: 1)
        fixture.nodes[1]["link_lost"] = "7"
        #expect(
            try findings(fixture).last
                == "The measured mean response differs from theory's by +1.0 % in mesh (links, 1 point)."
        )
        fixture.nodes[0]["link_lost"] = "1"
        #expect(try !findings(fixture).contains { $0.contains("theory's") })
    }

    @Test func `points are read along the factor with most numbers, the others part them`() throws {
        var fixture = Fixture(factors: ["workload.rate_per_s", "workload.popularity"])
        for popularity in ["zipf", "uniform"] {
            for rate in [300, 100] {
                fixture.addSwept(
                    "mesh", rate: rate, changes: ["workload.popularity": popularity])
            }
        }
        let sweep = Sweep(SweepPoint.all(in: try fixture.tables().trials))
        let axis = try #require(SweepAxis(sweep))
        #expect(axis.factor == "workload.rate_per_s")
        #expect(
            axis.series.map(\.title)
                == ["workload.popularity = zipf", "workload.popularity = uniform"])
        #expect(axis.series.map { $0.stops.map(\.text) } == [["100", "300"], ["100", "300"]])
        #expect(sweep.shortFactors == ["rate_per_s", "popularity"])
        #expect(
            try findings(fixture) == [
                "The knee is the first point with p99 above 5 times the first point's or "
                    + "throughput below 99 % of offered.",
                "Knee at workload.popularity = zipf: mesh at no point up to 300.",
                "Knee at workload.popularity = uniform: mesh at no point up to 300.",
            ])
    }

    @Test func `an arm's own factor that goes along with another names the point, not the arm`()
        throws
    {
        var fixture = Fixture(factors: ["participants.count", "topology.client-server.speed"])
        for count in ["4", "8"] {
            fixture.addSwept("mesh", rate: 100, changes: ["participants.count": count])
            fixture.addSwept(
                "client-server", rate: 100,
                changes: ["participants.count": count, "topology.client-server.speed": count])
        }
        let sweep = Sweep(SweepPoint.all(in: try fixture.tables().trials))
        #expect(sweep.columns.map(\.name) == ["mesh", "client-server"])
        #expect(sweep.levels == [["4", "4"], ["8", "8"]])
        #expect(SweepAxis(sweep)?.series.map(\.title) == [""])
    }

    /// A pause under two bounds on retries: with the wider one the server never recovers.
    private var struck: Fixture {
        var fixture = Fixture(factors: ["workload.retry_budget"])
        for (budget, recovery) in [("0.1", "1.5"), ("100", "")] {
            for topology in ["client-server", "mesh"] {
                fixture.addSwept(
                    topology, rate: 100,
                    changes: [
                        "workload.retry_budget": budget, "outage_availability": "0.5",
                        "recover_s": topology == "mesh" ? "0" : recovery, "detect_s": "0.2",
                        "lost_keys": budget == "100" && topology == "mesh" ? "7" : "0",
                    ])
                fixture.addFault("\(fixture.trials.count)", topology, node: "server-0")
            }
        }
        return fixture
    }

    @Test func `what faults did is a table where it is not the same everywhere`() throws {
        let text = try text(struck)
        #expect(
            text.contains(
                """
                recovered after
                workload.retry_budget  client-server  mesh
                0.1                           1.50 s   0 s
                100                            never   0 s

                """))
        #expect(
            text.contains(
                """
                lost keys
                workload.retry_budget  client-server  mesh
                0.1                                0     0
                100                                0     7

                """))
        #expect(!text.contains("fault noticed after") && !text.contains("availability in outage"))
        var calm = struck
        calm.faults = []
        #expect(try !self.text(calm).contains("recovered after"))
    }

    @Test func `the pairs that a kill leaves connected stand beside the keys it lost`() throws {
        var fixture = struck
        for (index, share) in ["", "0.25", "", "1"].enumerated() {
            fixture.faults[index]["connected_share"] = share
        }
        let text = try text(fixture)
        #expect(
            text.contains(
                """
                pairs still connected
                workload.retry_budget  client-server    mesh
                0.1                                –  25.0 %
                100                                –   100 %

                """))
    }

    @Test func `who recovered in some repetitions only is counted`() throws {
        var fixture = struck
        for (repetition, recovery) in [(2, "2"), (3, "")] {
            fixture.addSwept(
                "client-server", rate: 100, repetition: repetition,
                changes: ["workload.retry_budget": "0.1", "recover_s": recovery])
        }
        let text = try text(fixture)
        #expect(text.contains("0.1                    1.75 s in 2 of 3   0 s\n"))
        let results = try fixture.tables()
        let point = try #require(SweepPoint.all(in: results.trials).first)
        let row = ComparisonTable(point, results: results).rows
            .first { $0.metric.title == "recovered after" }
        #expect(row?.cells.map(\.text) == ["1.75 s in 2 of 3", "0 s"])
    }

    @Test func `words are no axis`() throws {
        var fixture = Fixture(factors: ["workload.popularity"])
        for popularity in ["zipf", "uniform"] {
            fixture.addSwept("mesh", rate: 100, changes: ["workload.popularity": popularity])
        }
        let sweep = Sweep(SweepPoint.all(in: try fixture.tables().trials))
        #expect(SweepAxis(sweep) == nil)
        #expect(try text(fixture).contains("\nworkload.popularity  offered  mesh\nzipf "))
    }
}
