import Testing

@testable import Report

struct SweepHTMLTests {
    private func html(_ fixture: Fixture) throws -> String {
        HTMLReport.html(try fixture.tables(), facts: Fixture.facts(repetitions: 3))
    }

    @Test func `the sweep stands first, then every point folded`() throws {
        let html = try html(.sweep)
        let headings = html.matches(of: /<h2>([^<]*)</).map { String($0.output.1) }
        #expect(headings.prefix(3) == ["What was found", "Over the sweep", "Point by point"])
        #expect(
            html.matches(of: /<summary><span>([^<]*)</).map { String($0.output.1) }
                == [100, 200, 300, 400].map { "workload.rate_per_s = \($0)" })
        #expect(!html.contains("<details open"))
        #expect(TagBalance.problem(in: html) == nil)
        let ids = html.matches(of: /[ ]id="([^"]+)"/).map { String($0.output.1) }
        #expect(Set(ids).count == ids.count)
    }

    @Test
    func `the chart has a panel for each measure, bars for repetitions, and what was offered`()
        throws
    {
        let html = try html(.sweep)
        let panels = html.matches(of: /class="strong">([^<]*)</).map { String($0.output.1) }
        #expect(
            panels.prefix(4)
                == ["Response p50", "Response p99", "Response mean", "Throughput (op/s)"])
        // Only the p99 differs from repetition to repetition: four points of each arm.
        #expect(html.matches(of: /class="span arm-0"/).count == 4)
        #expect(html.matches(of: /class="reference"/).count == 1)
        #expect(html.contains("id=\"sweep-0-description\">Line charts over workload.rate_per_s."))
        #expect(!html.contains("class=\"theory"))
        #expect(!html.contains("class=\"cross\""))
    }

    @Test
    func `theory is a line below the measured one, and what is not to be believed is crossed out`()
        throws
    {
        var fixture = Fixture(factors: ["workload.rate_per_s"])
        for rate in [100, 200] {
            fixture.addSwept(
                "mesh", rate: rate, changes: ["bound_name": "M/M/1", "bound_s": "0.0024"])
        }
        fixture.addSwept("mesh", rate: 300, changes: ["valid": "false"])
        let html = try html(fixture)
        #expect(html.matches(of: /class="theory arm-0"/).count == 1)
        #expect(html.contains(" Wide and pale: the mean that theory gives."))
        // Two strokes in each of the four panels.
        #expect(html.matches(of: /class="cross"/).count == 8)
        #expect(html.contains("Crossed out: no valid trial, not to be believed."))
    }

    @Test func `theory at points that have no neighbour is no line, and no caption speaks of one`()
        throws
    {
        var fixture = Fixture(factors: ["workload.rate_per_s"])
        for (rate, bound) in [(100, "0.0024"), (200, ""), (300, "0.0025")] {
            fixture.addSwept(
                "mesh", rate: rate,
                changes: ["bound_name": bound.isEmpty ? "" : "M/M/1", "bound_s": bound])
        }
        let html = try html(fixture)
        #expect(!html.contains("class=\"theory"))
        #expect(!html.contains("the mean that theory gives"))
        #expect(html.contains("<h3>response mean, and theory's beside it</h3>"))
    }

    @Test func `several factors give a chart for each combination of the others, up to 12`() throws
    {
        var fixture = Fixture(factors: ["workload.rate_per_s", "participants.count"])
        for count in 1...13 {
            for rate in stride(from: 100, through: 1400, by: 100) {
                fixture.addSwept(
                    "mesh", rate: rate, changes: ["participants.count": "\(count)"])
            }
        }
        let html = try html(fixture)
        let titles = html.matches(of: /<strong>(Over [^<]*)</).map { String($0.output.1) }
        #expect(titles == (1...12).map { "Over workload.rate_per_s, participants.count = \($0)" })
        #expect(html.contains("1 more combination is in the tables below."))
        #expect(TagBalance.problem(in: html) == nil)
    }

    @Test func `what faults did has a panel where it is not the same everywhere`() throws {
        var fixture = Fixture(factors: ["fault.0.share"])
        for (share, lost) in [("0.1", "0"), ("0.5", "70")] {
            fixture.addSwept(
                "mesh", rate: 100,
                changes: ["fault.0.share": share, "lost_keys": lost, "detect_s": "0.2"])
            fixture.addFault("\(fixture.trials.count)", "mesh", node: "peer-1")
        }
        let html = try html(fixture)
        let panels = html.matches(of: /class="strong">([^<]*)</).map { String($0.output.1) }
        #expect(
            panels.prefix(5)
                == [
                    "Response p50", "Response p99", "Response mean", "Throughput (op/s)",
                    "Lost keys",
                ])
        #expect(!panels.prefix(6).contains("Fault noticed after (s)"))
        #expect(!html.contains("A line is broken"))
    }

    @Test func `a point at which a repetition never recovered is not drawn`() throws {
        var fixture = Fixture(factors: ["fault.0.share"])
        for (share, recovery, repetition) in [
            ("0.1", "1", 1), ("0.1", "1", 2), ("0.5", "1.4", 1), ("0.5", "", 2),
        ] {
            fixture.addSwept(
                "mesh", rate: 100, repetition: repetition,
                changes: ["fault.0.share": share, "recover_s": recovery])
            fixture.addFault("\(fixture.trials.count)", "mesh", node: "peer-1")
        }
        let html = try html(fixture)
        #expect(html.contains(">Recovered after (s)</text>"))
        #expect(html.contains("A line is broken where a repetition has no value"))
        #expect(html.contains(">1.40 s in 1 of 2</span>"))
    }

    @Test func `ten arms of two topologies differ in colour or marker, each from each`() throws {
        var fixture = Fixture(factors: ["topology.mesh.replicas"])
        fixture.addTrial("0", "client-server", measured: Fixture.server)
        for replicas in 1...9 {
            fixture.addTrial(
                "\(replicas)", "mesh", measured: Fixture.mesh,
                changes: ["topology.mesh.replicas": "\(replicas)"])
        }
        let arms = SweepPoint.all(in: try fixture.tables().trials)[0].arms
        #expect(arms.count == 10)
        let shapes = arms.map { arm in
            // The place is the same: only form and class tell them apart.
            arm.marker(100, 100).rendered
        }
        #expect(Set(shapes).count == 10)
        #expect(arms[1].style != arms[3].style)
    }

    @Test func `words are not drawn, only told in tables`() throws {
        var fixture = Fixture(factors: ["workload.popularity"])
        for popularity in ["zipf", "uniform"] {
            fixture.addSwept("mesh", rate: 100, changes: ["workload.popularity": popularity])
        }
        let html = try html(fixture)
        #expect(!html.contains("Over the sweep"))
        #expect(html.contains("<th scope=\"row\">uniform</th>"))
    }
}
