import Experiment
import Testing

@Suite("The load of failure detection")
struct DetectionLoadTests {
    private static func problems(_ kind: String, _ detection: String) -> [String] {
        ExperimentTests.problems(
            """
            name = "busy"
            [[topology]]
            kind = "\(kind)"
            \(detection)
            [participants]
            count = 200
            [workload]
            kind = "request"
            rate_per_s = 100
            [schedule]
            measure_s = 10

            """)
    }

    @Test("Heartbeats on all links of a large mesh are refused, with the numbers and the ways out")
    func heartbeats() {
        #expect(
            Self.problems("mesh", "detection = \"heartbeat\"\nperiod_ms = 100") == [
                "x.toml:5:13: \"period_ms\" is 100: 200 nodes at 100 ms would send 398_000 "
                    + "messages/s for detection alone: expected at most 20_000: give a longer "
                    + "\"period_ms\", detection = \"swim\" or a higher \"detection_limit_per_s\""
            ])
    }

    @Test("Where the period is the standard one, the table is named")
    func standardPeriod() {
        #expect(
            Self.problems("mesh", "detection = \"heartbeat\"") == [
                "x.toml:2:1: \"period_ms\" is 1000: 200 nodes at 1000 ms would send 39_800 "
                    + "messages/s for detection alone: expected at most 20_000: give a longer "
                    + "\"period_ms\", detection = \"swim\" or a higher \"detection_limit_per_s\""
            ])
    }

    @Test("SWIM is refused only where it is very fast")
    func swim() {
        #expect(Self.problems("mesh", "detection = \"swim\"\nperiod_ms = 20") == [])
        #expect(
            Self.problems("mesh", "detection = \"swim\"\nperiod_ms = 10") == [
                "x.toml:5:13: \"period_ms\" is 10: 200 nodes at 10 ms would send 40_000 "
                    + "messages/s for detection alone: expected at most 20_000: give a longer "
                    + "\"period_ms\" or a higher \"detection_limit_per_s\""
            ])
    }

    @Test(
        "What the limit allows goes",
        arguments: [
            ("mesh", "detection = \"heartbeat\"\nperiod_ms = 100\ndetection_limit_per_s = 398000"),
            ("mesh", "detection = \"heartbeat\"\nperiod_ms = 1990"),
            ("client-server", "detection = \"heartbeat\"\nperiod_ms = 20"),
            ("mesh", "detection = \"connection\""),
        ])
    func allowed(kind: String, detection: String) {
        #expect(Self.problems(kind, detection) == [])
    }
}
