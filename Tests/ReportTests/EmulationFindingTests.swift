import Testing

@testable import Report

struct EmulationFindingTests {
    private func fixture(late: [String], dropped: [String]) -> Fixture {
        var fixture = Fixture()
        for (index, (late, dropped)) in zip(late, dropped).enumerated() {
            fixture.addTrial(
                "\(index)", "mesh", repetition: index + 1, measured: Fixture.mesh,
                changes: ["link_late_p99_us": late, "link_unasked_drops": dropped])
        }
        return fixture
    }

    @Test func `how well the network held is one sentence in terminal and report`() throws {
        let results = try fixture(late: ["60.5", "71", "480"], dropped: ["0", "0", "0"]).tables()
        let sentence =
            "The emulated network: 99 % of the packets left the switch no later than 71.0 µs in the "
            + "median of 3 trials and 480 µs in the worst after the moment asked for, and no packet "
            + "was lost that should not have been."
        #expect(EmulationFinding.sentence(results.trials) == sentence)
        let facts = Fixture.facts(repetitions: 3)
        #expect(
            TerminalReport.text(results, facts: facts, width: 400, color: false)
                .contains("\n- \(sentence)\n"))
        #expect(HTMLReport.html(results, facts: facts).contains("<p>\(sentence)</p>"))
    }

    @Test func `packets lost unasked are counted, and other tiers say nothing`() throws {
        #expect(
            EmulationFinding.sentence(
                try fixture(late: ["71"], dropped: ["2"]).tables().trials)
                == "The emulated network: 99 % of the packets left the switch no later than 71.0 µs "
                + "after the moment asked for, and 2 packets were lost that should not have been.")
        #expect(EmulationFinding.sentence(try Fixture.quickstart.tables().trials) == nil)
    }
}
