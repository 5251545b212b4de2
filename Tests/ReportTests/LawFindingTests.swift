import Measurement
import Testing

@testable import Report

extension Fixture {
    fileprivate mutating func addCheck(
        _ trial: String, _ topology: String, _ check: String, measured: Double, expected: Double,
        allowed: Double, holds: Bool = true
    ) {
        checks =
            (checks ?? []) + [
                [
                    "trial": trial, "topology": topology, "check": check,
                    "measured": "\(measured)", "expected": "\(expected)", "allowed": "\(allowed)",
                    "holds": "\(holds)",
                ]
            ]
    }

    /// Two trials of each topology, in which everything holds.
    fileprivate static var lawful: Fixture {
        var fixture = Fixture.quickstart
        for (trial, topology) in [
            ("1", "client-server"), ("2", "mesh"), ("3", "mesh"), ("4", "client-server"),
        ] {
            fixture.addCheck(
                trial, topology, "statuses", measured: 32_000, expected: 32_000, allowed: 0)
            fixture.addCheck(
                trial, topology, "littles_law", measured: trial == "3" ? 4.02 : 4,
                expected: 4.01, allowed: trial == "3" ? 0.01 : 0.05)
        }
        return fixture
    }
}

@Suite("The data against laws that must hold")
struct LawFindingTests {
    private func terminal(_ fixture: Fixture) throws -> String {
        TerminalReport.text(
            try fixture.tables(), facts: Fixture.facts, width: 200, color: false)
    }

    @Test func `a law has a row for each topology, with the trial that is furthest from it`() throws
    {
        let laws = LawFinding.all(in: try Fixture.lawful.tables().checks)
        #expect(
            laws.map { "\($0.law.title), \($0.topology): \($0.trials)" } == [
                "Conservation of operations, client-server: 2",
                "Conservation of operations, mesh: 2",
                "Little's law, client-server: 2", "Little's law, mesh: 2",
            ])
        #expect(
            laws[3].worst == LawFinding.Numbers(measured: 4.02, expected: 4.01, allowed: 0.01))
        let html = HTMLReport.html(try Fixture.lawful.tables(), facts: Fixture.facts)
        #expect(html.contains("<h2>The data against laws that must hold</h2>"))
        #expect(
            html.contains(
                "<td>client-server</td><td>4.010</td><td>4.000</td><td>-0.01000</td>"
                    + "<td>0.05000</td><td>yes</td><td>2</td>"))
        #expect(html.contains("href=\"checks.csv\""))
        #expect(TagBalance.problem(in: html) == nil)
    }

    @Test func `where everything holds the terminal says nothing of it`() throws {
        #expect(try terminal(.lawful) == terminal(.quickstart))
    }

    @Test func `what does not hold is one line in the terminal, and a sentence in the report`()
        throws
    {
        var fixture = Fixture.lawful
        fixture.addCheck(
            "3", "mesh", "bytes", measured: 990, expected: 1_000, allowed: 2, holds: false)
        fixture.addCheck(
            "3", "mesh", "lindley_p99_us", measured: 812, expected: 0, allowed: 345, holds: false)
        #expect(
            try terminal(fixture).contains(
                "\n\nDoes not hold: Conservation of bytes (mesh, trial 3); Lindley's recursion (mesh, trial 3). "
                    + "See report.html and checks.csv.\n\n"))
        let sentences = LawFinding.all(in: try fixture.tables().checks).compactMap(\.sentence)
        #expect(
            sentences == [
                "Conservation of bytes does not hold in mesh, trial 3: 990 measured against 1,000, which is a "
                    + "defect of topolab and makes the trial invalid.",
                "Beyond Lindley's recursion in mesh, trial 3: 1 % of the answers came at least "
                    + "812 µs later than arrivals and service times alone make them, and the limit "
                    + "is 345 µs. That time is the host's and the network's, not the queue's.",
            ])
        let html = HTMLReport.html(try fixture.tables(), facts: Fixture.facts)
        #expect(html.contains("<p class=\"warning\">Beyond Lindley's recursion in mesh, trial 3"))
        #expect(html.contains("<td class=\"warning\">no: trial 3</td>"))
    }

    @Test(arguments: CheckedLaw.allCases)
    func `every law has its name and its explanation in the report`(law: CheckedLaw) throws {
        var fixture = Fixture.quickstart
        fixture.addCheck("1", "mesh", law.rawValue, measured: 3, expected: 3, allowed: 0)
        let html = HTMLReport.html(try fixture.tables(), facts: Fixture.facts)
        #expect(
            html.contains(
                "<th scope=\"row\">\(law.title)<span class=\"meaning\">"
                    + "\(law.meaning)</span></th>"))
    }

    @Test func `results without the file have no such section`() throws {
        let html = HTMLReport.html(try Fixture.quickstart.tables(), facts: Fixture.facts)
        #expect(!html.contains("laws that must hold") && !html.contains("checks.csv"))
    }
}
