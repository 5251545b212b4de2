import Testing

@testable import Report

/// Very many points: a report of bounded size that says what it leaves out.
struct LargeSweepTests {
    private static let points = 600

    private static var fixture: Fixture {
        var fixture = Fixture(factors: ["workload.rate_per_s"])
        for rate in 1...points {
            for topology in ["client-server", "mesh"] { fixture.addSwept(topology, rate: rate) }
        }
        return fixture
    }

    @Test func `the page has the first points and says how many are left out`() throws {
        let html = HTMLReport.html(
            try Self.fixture.tables(), facts: Fixture.facts(repetitions: 1))
        #expect(html.matches(of: /<summary><span>/).count == 100)
        #expect(
            html.contains(
                "Only the first 100 of 600 points have a table, findings and charts of their own: the "
                    + "numbers of the others are in the CSV files."))
        #expect(html.contains("The other 100 points are in trials.csv."))
        #expect(html.contains("The other 700 trials are in trials.csv."))
        #expect(html.contains("Not every level is drawn: at most 200, evenly chosen."))
        #expect(html.utf8.count < 3_000_000)
        #expect(TagBalance.problem(in: html) == nil)
    }

    @Test func `the terminal shows as many rows as can be scrolled`() throws {
        let text = TerminalReport.text(
            try Self.fixture.tables(), facts: Fixture.facts(repetitions: 1), width: 80,
            color: false)
        #expect(text.contains("\nThe other 500 points are in trials.csv.\n"))
        #expect(
            text.replacing("\n", with: " ").contains(
                "The first 100 of the 600 points have their own table, findings and charts in "
                    + "report.html."))
        #expect(text.split(separator: "\n").count < 600)
    }

    @Test func `only the trials that are drawn are asked for`() throws {
        let texts = Self.fixture.texts
        var asked: [String: Int] = [:]
        _ = try ResultTables(folder: "x") { name, trials in
            asked[name] = trials?.count ?? -1
            return texts[name]
        }
        #expect(asked["trials.csv"] == -1)
        #expect(asked["placement.csv"] == 200)
    }
}
