import Core
import NodeProcess
import Testing

private func node(_ index: Int) -> NodeID { NodeID(index) }

@Suite("What runner and node tell each other")
struct ControlTests {
    static let commands: [(Command, String)] = [
        (.assign, "assign"),
        (.dial(absent: []), "dial"),
        (.dial(absent: [node(3), node(0), node(12)]), "dial 3 0 12"),
        (
            .begin(
                measurementStart: Instant(nanoseconds: 123_456_789_012),
                from: Instant(nanoseconds: -5)), "begin 123456789012 -5"
        ),
        (
            .begin(measurementStart: Instant(nanoseconds: 0), from: Instant(nanoseconds: .min)),
            "begin 0 -9223372036854775808"
        ),
        (.finish, "finish"),
        (.exit, "exit"),
    ]

    static let reports: [(Report, String)] = [
        (.listening, "listening"),
        (.joined(at: Instant(nanoseconds: 77)), "joined 77"),
        (.drained, "drained"),
        (.stored(0, .initial), "stored 0 -9223372036854775808 0 0"),
        (
            .stored(
                .max,
                Version(intendedNanoseconds: 1_500, participant: .max, sequence: .max)),
            "stored 4294967295 1500 4294967295 4294967295"
        ),
        (.finished, "finished"),
        (
            .failed("no space left on device: \"/a b\" 1 2"),
            "failed no space left on device: \"/a b\" 1 2"
        ),
        (.failed(""), "failed "),
    ]

    @Test("A command is a line and back", arguments: commands)
    func command(command: Command, line: String) {
        #expect(command.line == line)
        #expect(Command(line: line) == command)
    }

    @Test("A report is a line and back", arguments: reports)
    func report(report: Report, line: String) {
        #expect(report.line == line)
        #expect(Report(line: line) == report)
    }

    @Test(
        "What is no command is none",
        arguments: [
            "", " ", "Assign", "assign 1", "begin", "begin 1", "begin 1 x", "begin 1 2 3",
            "begin 1 99999999999999999999", "finish 3", "exits", "listening",
        ])
    func noCommand(line: String) {
        #expect(Command(line: line) == nil)
    }

    @Test(
        "What is no report is none",
        arguments: [
            "", "Listening", "joined", "joined x", "joined 1 2", "stored 1 2 3", "stored 1 2 3 x",
            "stored 1 2 3 4 5", "drained 1", "fail", "assign",
        ])
    func noReport(line: String) {
        #expect(Report(line: line) == nil)
    }

    @Test(
        "A word that is no number spoils a command",
        arguments: ["dial x", "dial 1 x", "exit now", "begin 1 2 x"])
    func strictCommands(line: String) {
        #expect(Command(line: line) == nil)
    }

    @Test(
        "A word that is no number, or one out of range, spoils a report",
        arguments: [
            "drained x", "joined 1 x", "stored 1 2 3 4 x", "stored -1 2 3 4",
            "stored 1 2 4294967296 4",
        ])
    func strictReports(line: String) {
        #expect(Report(line: line) == nil)
    }
}
