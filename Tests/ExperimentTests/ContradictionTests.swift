import Experiment
import Testing

@Suite("Contradictions")
struct ContradictionTests {
    @Test(
        "a key of the other loop, popularity or kind is out of place",
        arguments: [
            (
                "rate_per_s = 100", "rate_per_s = 100\noutstanding = 4",
                "9:1: \"outstanding\" goes with loop = \"closed\", and this [workload] has "
                    + "loop = \"open\": remove \"outstanding\" or change \"loop\""
            ),
            (
                "rate_per_s = 100", "rate_per_s = 100\nthink_ms = 0",
                "9:1: \"think_ms\" goes with loop = \"closed\", and this [workload] has "
                    + "loop = \"open\": remove \"think_ms\" or change \"loop\""
            ),
            (
                "rate_per_s = 100", "rate_per_s = 100\nloop = \"closed\"\noutstanding = 4",
                "8:1: \"rate_per_s\" goes with loop = \"open\", and this [workload] has "
                    + "loop = \"closed\": remove \"rate_per_s\" or change \"loop\""
            ),
            (
                "rate_per_s = 100", "outstanding = 4\nloop = \"closed\"\narrivals = \"poisson\"",
                "10:1: \"arrivals\" goes with loop = \"open\", and this [workload] has "
                    + "loop = \"closed\": remove \"arrivals\" or change \"loop\""
            ),
            (
                "rate_per_s = 100",
                "rate_per_s = 100\npopularity = \"uniform\"\nzipf_exponent = 0.99",
                "10:1: \"zipf_exponent\" goes with popularity = \"zipf\", and this [workload] has "
                    + "popularity = \"uniform\": remove \"zipf_exponent\" or change \"popularity\""
            ),
            (
                "rate_per_s = 100", "rate_per_s = 100\nservice_high_us = 5",
                "9:1: \"service_high_us\" goes with service_distribution = \"two-point\", and "
                    + "this [workload] has service_distribution = \"fixed\": "
                    + "remove \"service_high_us\" or change \"service_distribution\""
            ),
            (
                "kind = \"client-server\"", "kind = \"client-server\"\nreplicas = 2",
                "4:1: \"replicas\" goes with kind = \"mesh\", and this [[topology]] has "
                    + "kind = \"client-server\": remove \"replicas\" or change \"kind\""
            ),
            (
                "kind = \"client-server\"", "kind = \"client-server\"\nperiod_ms = 100",
                "4:1: \"period_ms\" goes with detection = \"heartbeat\" or \"swim\", and this "
                    + "[[topology]] has detection = \"connection\": remove \"period_ms\" or "
                    + "change \"detection\""
            ),
            (
                "kind = \"client-server\"",
                "kind = \"client-server\"\ndetection = \"swim\"\nmisses = 2",
                "5:1: \"misses\" goes with detection = \"heartbeat\", and this [[topology]] has "
                    + "detection = \"swim\": remove \"misses\" or change \"detection\""
            ),
        ])
    func outOfPlace(line: String, replacement: String, expected: String) {
        #expect(problems(edited(line, replacement)) == ["x.toml:" + expected])
    }

    @Test("the longer of two service times is not the shorter one")
    func serviceTimes() {
        let text = edited(
            "rate_per_s = 100",
            "rate_per_s = 100\nservice_time_us = 9\nservice_distribution = \"two-point\"\n"
                + "service_high_us = 8\nservice_high_share = 0.5")
        #expect(
            problems(text) == [
                "x.toml:11:19: \"service_high_us\" is 8: expected at least 9, the value of "
                    + "service_time_us"
            ])
    }

    @Test("two topologies of one label are told apart by the second")
    func labels() {
        #expect(
            problems(both.replacing("mesh", with: "client-server")) == [
                "x.toml:5:8: the label \"client-server\" is taken by the [[topology]] at "
                    + "x.toml:2:1: give this one a \"label\" of its own"
            ])
        let labelled = edited(
            "kind = \"mesh\"", "kind = \"mesh\"\nlabel = \"client-server\"", in: both)
        #expect(
            problems(labelled) == [
                "x.toml:6:9: the label \"client-server\" is taken by the [[topology]] at "
                    + "x.toml:2:1: give this one a \"label\" of its own"
            ])
    }

    @Test("a topology's own contradiction is at its parameter, given or not")
    func replicas() {
        let given = edited("kind = \"mesh\"", "kind = \"mesh\"\nreplicas = 5", in: both)
        #expect(
            problems(given) == [
                "x.toml:6:12: \"replicas\" is 5: expected at most 4, the number of participants"
            ])
        #expect(
            problems(edited("count = 4", "count = 1", in: both)) == [
                "x.toml:4:1: \"replicas\" is 2: expected at most 1, the number of participants"
            ])
    }

    @Test("an attempt ends before its operation")
    func attemptTimeout() {
        #expect(
            problems(edited("rate_per_s = 100", "rate_per_s = 100\nattempt_timeout_ms = 501")) == [
                "x.toml:9:22: \"attempt_timeout_ms\" is 501: expected at most 500, "
                    + "the value of timeout_ms"
            ])
        #expect(
            problems(edited("rate_per_s = 100", "rate_per_s = 100\nattempt_timeout_ms = 500")) == []
        )
    }

    @Test("an attempt has at least a millisecond")
    func retries() {
        let text = edited("rate_per_s = 100", "rate_per_s = 100\ntimeout_ms = 4.5\nretries = 4")
        #expect(
            problems(text) == [
                "x.toml:10:11: \"retries\" is 4: expected at most 3, so that each attempt has "
                    + "1 ms of the 4.5 ms of timeout_ms"
            ])
        #expect(problems(text.replacing("retries = 4", with: "retries = 3")) == [])
    }

    @Test("more operations than can be planned are counted")
    func tooManyOperations() {
        let text = edited("rate_per_s = 100", "rate_per_s = 4545454.6")
        #expect(
            problems(text) == [
                "x.toml:8:14: \"rate_per_s\" is 4545454.6: over 11 s of warm-up and measurement "
                    + "these are 50_000_001 operations a trial, and at most 50_000_000 can be "
                    + "planned: lower the rate or shorten the schedule"
            ])
        #expect(problems(text.replacing("4545454.6", with: "4545454.5")) == [])
    }

    @Test("a fault strikes before measurement ends")
    func faultTime() {
        let text = smallest + "[[fault]]\naction = \"kill\"\ntarget = \"provider-0\"\nat_s = 10\n"
        #expect(
            problems(text) == [
                "x.toml:14:8: \"at_s\" is 10: expected less than 10, when measurement ends"
            ])
        #expect(problems(text.replacing("at_s = 10", with: "at_s = 9.999")) == [])
        #expect(
            problems(text.replacing("at_s = 10", with: "at_s = 9.9999999999")) == [
                "x.toml:14:8: \"at_s\" is 9.9999999999: expected less than 10 to the nearest "
                    + "nanosecond, when measurement ends"
            ])
    }

    @Test("somebody is there before others join", arguments: [4, 5])
    func joining(count: Int) {
        let text = edited("count = 4", "count = 4\njoining = \(count)")
        let random = "[[fault]]\naction = \"random\"\nat_s = 0\nfor_s = 1\n"
        #expect(
            problems(text + random) == [
                "x.toml:6:11: \"joining\" is \(count): expected less than 4, the value of count, "
                    + "so that somebody is there from the start"
            ])
        #expect(problems(edited("count = 4", "count = 4\njoining = 3") + random) == [])
    }

    @Test(
        "a target that no topology has is shown all there are",
        arguments: [
            "provider-99", "participant-4", "provider-04", "provider--1", "peer-4", "server",
        ])
    func target(name: String) {
        let text = both + "[[fault]]\naction = \"kill\"\ntarget = \"\(name)\"\nat_s = 1\n"
        #expect(
            problems(text) == [
                "x.toml:15:10: \"target\" is \"\(name)\", which no topology here has: expected "
                    + "provider, participant, provider-0 to provider-3, "
                    + "participant-0 to participant-3, server-0, client-0 to client-3 or "
                    + "peer-0 to peer-3"
            ])
    }

    @Test("a role needs a number, and one node takes none")
    func number() {
        func text(_ keys: String) -> String {
            smallest + "[[fault]]\naction = \"kill\"\nat_s = 1\n\(keys)\n"
        }
        #expect(
            problems(text("target = \"provider\"")) == [
                "x.toml:14:10: \"target\" is \"provider\", a role: say how many of it with "
                    + "count = 1 or share = 0.25, or name one as \"provider-0\""
            ])
        #expect(
            problems(text("target = \"provider\"\ncount = 1\nshare = 0.5")) == [
                "x.toml:16:9: \"count\" and \"share\" are both given: remove one of them"
            ])
        #expect(
            problems(text("target = \"provider-0\"\ncount = 1")) == [
                "x.toml:15:1: \"count\" goes with target = \"provider\" or \"participant\", and "
                    + "this [[fault]] has target = \"provider-0\": "
                    + "remove \"count\" or change \"target\""
            ])
        #expect(
            problems(text("target = \"provider\"\nshare = 0")) == [
                "x.toml:15:9: \"share\" is 0: expected a number from 0.0001 to 1"
            ])
        #expect(
            problems(text("target = \"provider\"\ncount = 0")) == [
                "x.toml:15:9: \"count\" is 0: expected an integer from 1 to 10_000"
            ])
    }

    @Test("a fault that is over at once takes no length")
    func length() {
        let text =
            smallest
            + "[[fault]]\naction = \"restart\"\ntarget = \"provider-0\"\nat_s = 1\nfor_s = 1\n"
        #expect(
            problems(text) == [
                "x.toml:15:1: \"for_s\" goes with action = "
                    + "\(allActions.replacing("\"restart\", ", with: "")), and this "
                    + "[[fault]] has action = \"restart\": "
                    + "remove \"for_s\" or change \"action\""
            ])
    }

    @Test("one broken key does not bring forth a second error")
    func noCascade() {
        let text = both + "[[fault]]\naction = \"kil\"\ntarget = \"peer-9\"\nat_s = 1\nfor_s = 1\n"
        #expect(
            problems(text.replacing("count = 4", with: "count = \"four\"")) == [
                "x.toml:7:9: \"count\" is \"four\", a string: expected an integer from 1 to 10_000",
                "x.toml:14:10: \"action\" is \"kil\": did you mean \"kill\"? "
                    + "Expected \(allActions)",
            ])
    }
}
