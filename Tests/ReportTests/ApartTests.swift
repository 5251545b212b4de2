import Testing

@testable import Report

/// How far apart two arms are: judged by intervals of their pairs, never by ranges that overlap.
struct ApartTests {
    /// A trial of each arm and repetition, with these p99 in µs.
    private func fixture(_ server: [Int], _ mesh: [Int]) -> Fixture {
        var fixture = Fixture(factors: ["workload.rate_per_s"])
        for (index, pair) in zip(server, mesh).enumerated() {
            for (topology, tail) in [("client-server", pair.0), ("mesh", pair.1)] {
                fixture.addSwept(
                    topology, rate: 100, repetition: index + 1,
                    changes: ["response_p99_us": "\(tail)"])
            }
        }
        return fixture
    }

    private func findings(_ fixture: Fixture) throws -> [String] {
        let results = try fixture.tables()
        let point = try #require(SweepPoint.all(in: results.trials).first)
        return Findings(point: point, results: results).sentences
    }

    @Test func `ranges that overlap may differ all the same, pair by pair`() throws {
        // Every repetition is harder than the last, and the mesh 10 % slower in each.
        let sentences = try findings(
            fixture([1000, 2000, 3000, 4000, 5000], [1100, 2210, 3290, 4400, 5500]))
        #expect(
            sentences.contains(
                "Response p99: mesh 1.10 times client-server's, 95 % interval 1.10 to 1.10 "
                    + "(Student's t, 5 pairs)."))
        #expect(
            sentences.contains(
                "Throughput: mesh and client-server alike (Student's t, 5 pairs)."))
    }

    @Test func `an interval that includes 1 shows no difference`() throws {
        let sentences = try findings(fixture([1000, 1000, 1000], [900, 1000, 1200]))
        #expect(
            sentences.contains(
                "Response p99: mesh 1.03 times client-server's, no difference shown, "
                    + "95 % interval 0.71 to 1.47 (Student's t, 3 pairs)."))
    }

    @Test func `fewer than three pairs are points, and the report says so`() throws {
        let two = fixture([1000, 1010], [2000, 2020])
        #expect(try !findings(two).contains { $0.contains("interval") })
        let html = HTMLReport.html(try two.tables(), facts: Fixture.facts(repetitions: 2))
        #expect(html.contains("Fewer than 3 pairs are points and give no interval."))
        #expect(html.contains("<span class=\"range\">2 pairs: no interval</span>"))

        var three = fixture([1000, 1010, 1020], [2000, 2020, 2040])
        three.addSwept("hybrid", rate: 100, repetition: 1)
        #expect(
            try findings(three).contains(
                "hybrid and mesh are both valid in 1 repetition only: points, and no interval."))
    }

    @Test func `an invalid trial takes its repetition out of the pairs`() throws {
        var fixture = fixture([1000, 1000, 1000, 9], [2000, 2000, 2000, 9])
        fixture.trials[6]["valid"] = "false"
        fixture.trials[6]["invalid_because"] = "host_cpu"
        #expect(
            try findings(fixture).contains(
                "Response p99: mesh 2.00 times client-server's, 95 % interval 2.00 to 2.00 "
                    + "(Student's t, 3 pairs)."))
    }

    @Test func `twenty pairs are judged by a bootstrap, the same every time`() throws {
        let server = (0..<20).map { 1000 + $0 }
        let fixture = fixture(server, server.map { 2 * $0 + $0 % 3 })
        let sentence = try findings(fixture).first { $0.hasPrefix("Response p99") }
        #expect(sentence?.contains("(bootstrap, 20 pairs)") == true)
        #expect(try sentence == findings(fixture).first { $0.hasPrefix("Response p99") })
    }

    @Test func `where a value is 0 there is a difference and no ratio`() throws {
        var fixture = fixture([1, 1, 1], [1, 1, 1])
        for (index, row) in fixture.trials.enumerated() where row["topology"] == "mesh" {
            fixture.trials[index]["availability"] = "0"
        }
        #expect(
            try findings(fixture).contains(
                "Availability: mesh -100 points against client-server, 95 % interval -100 points "
                    + "to -100 points (Student's t, 3 pairs)."))
    }

    @Test func `the page has a table of distances for each point`() throws {
        let html = HTMLReport.html(
            try Fixture.sweep.tables(), facts: Fixture.facts(repetitions: 3))
        #expect(html.matches(of: /<h2>How far apart</).count == 4)
        #expect(html.matches(of: /<h3>mesh \/ client-server<\/h3>/).count == 4)
        let row = """
            <th scope="row">throughput</th>\
            <td><span>1.05</span><span class="range">1.05..1.05</span></td>\
            <td><span>+20.0</span><span class="range">+20.0..+20.0</span></td>\
            <td><span>differ</span><span class="range">Student's t, 3 pairs</span></td>
            """
        #expect(html.replacing("\n", with: "").contains(row))
        #expect(TagBalance.problem(in: html) == nil)
    }

    @Test func `over a sweep the ratios are a table, and counted in a sentence`() throws {
        let results = try Fixture.sweep.tables()
        let text = TerminalReport.text(
            results, facts: Fixture.facts(repetitions: 3), width: 100, color: false)
        #expect(text.contains("\nmesh / client-server, with 95 % intervals\n"))
        // Every interval excludes 1, so there is no mark to explain.
        #expect(!text.contains("~"))
        let sweep = Sweep(SweepPoint.all(in: results.trials))
        #expect(
            SweepDistances(sweep: sweep, trials: results.trials).sentences == [
                "mesh against client-server: throughput higher at 1 and no difference shown at 3 "
                    + "of 4 points; response p50 no difference shown at 4 of 4 points; "
                    + "response p99 lower at 4 of 4 points; response mean no difference shown at "
                    + "4 of 4 points; availability higher at 1 of 1 point."
            ])
    }

    @Test func `a ratio that is not 1 never reads as 1`() {
        #expect(RatioText.texts([1.0002, 0.9999, 1.3]) == ["1.0002", "0.9999", "1.3000"])
        #expect(RatioText.texts([1, 1, 1]) == ["1.00", "1.00", "1.00"])
        #expect(RatioText.texts([0.42, 0.384, 0.47]) == ["0.42", "0.38", "0.47"])
        #expect(RatioText.texts([0.00234, 0.0658, 1155]) == ["0.0023", "0.066", "1,155"])
    }
}
