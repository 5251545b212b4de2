import Core
import Experiment
import Faults
import Testing

@Suite("The keys of faults")
struct FaultKeyTests {
    private func fault(_ lines: String) -> String { smallest + "[[fault]]\n" + lines + "\n" }

    @Test("Each action takes its own keys")
    func values() throws {
        let faults = try read(
            fault("action = \"partition\"\nat_s = 1\nfor_s = 2\none_way = true")
                + "[[fault]]\naction = \"slow\"\ntarget = \"provider-0\"\nfactor = 7.5\nat_s = 2\n"
                + "[[fault]]\naction = \"random\"\nfaults = 9\nat_s = 3\nfor_s = 1\n"
        ).faults
        #expect(faults.map(\.action) == ["partition", "slow", "random"])
        #expect(faults.map(\.target) == [nil, .place(.provider, 0), nil])
        #expect(
            faults[0].order.values == ["groups": .numbers([0.5, 0.5]), "one_way": .flag(true)])
        #expect(faults[1].order.values == ["factor": .number(7.5)])
        #expect(faults[2].order.values == ["faults": .number(9)])
    }

    @Test("What an action needs is asked for")
    func missing() {
        #expect(
            problems(fault("action = \"churn\"\ntarget = \"provider-0\"\nat_s = 1\nmean_up_s = 2"))
                == [
                    "x.toml:11:1: \"mean_down_s\" is missing in [[fault]]: mean time until a node "
                        + "returns, such as mean_down_s = 10"
                ])
        #expect(
            problems(fault("action = \"random\"\nat_s = 1")) == [
                "x.toml:12:10: \"action\" is \"random\", which goes on for a time: say how long "
                    + "with for_s = 2"
            ])
        #expect(
            problems(fault("action = \"kill\"\nat_s = 1")) == [
                "x.toml:11:1: \"target\" is missing in [[fault]]: a role, one of it by number, or "
                    + "a node's name, such as target = \"provider-0\""
            ])
    }

    @Test("What does not go together is refused")
    func contradictions() {
        #expect(
            problems(fault("action = \"partition\"\nat_s = 1\ngroups = [0.5, 0.6]")) == [
                "x.toml:14:10: \"groups\" is [0.5, 0.6]: expected two shares or more that add up "
                    + "to 1, such as [0.5, 0.5]"
            ])
        #expect(
            problems(fault("action = \"slow\"\ntarget = \"provider-0\"\nfactor = 0\nat_s = 1")) == [
                "x.toml:14:10: \"factor\" is 0: expected a number from 0.001 to 1_000_000"
            ])
        #expect(
            problems(fault("action = \"partition\"\nat_s = 1\none_way = 1")) == [
                "x.toml:14:11: \"one_way\" is 1: expected true or false"
            ])
    }
}
