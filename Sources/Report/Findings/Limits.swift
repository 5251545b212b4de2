/// What a reader must not take from the numbers.
enum Limits {
    /// What the number of repetitions allows to say, and how to ask for more.
    static func repetitions(_ facts: RunFacts) -> String {
        switch facts.repetitions {
        case ...1:
            "One repetition gives no interval: another run may give other numbers. "
                + "Ask for more with --repetitions 5."
        case 2:
            "Two repetitions give two points and no interval; the table shows their mean. "
                + "Ask for more with --repetitions 5."
        default:
            "Each number is the median of the valid trials among \(facts.repetitions) repetitions, "
                + "with smallest..largest beside it where at least three are valid; "
                + "that range is not a confidence interval."
        }
    }

    /// How it is judged whether arms differ; nil where there are too few repetitions to.
    static func distance(_ facts: RunFacts) -> String? {
        guard facts.repetitions >= 3 else { return nil }
        return "Whether two topologies differ is judged by the 95 % interval of their differences "
            + "and ratios within each repetition (Student's t from 3 pairs on, a bootstrap from "
            + "20), never by whether their ranges overlap; one such interval in 20 misses by "
            + "chance."
    }

    /// One sentence each, most important first.
    static func sentences(_ facts: RunFacts) -> [String] {
        [
            repetitions(facts), distance(facts), tier(facts.tier),
            "Every node keeps its data in memory only: nothing is written to disk, so a node that "
                + "is started again is empty, and no time is spent on durability.",
            "Only this workload, with these settings and these faults, was measured: "
                + "another may turn the comparison around.",
        ].compactMap(\.self)
    }

    private static func tier(_ tier: String) -> String? {
        switch tier {
        case "simulated":
            "Time is virtual: there is no kernel, no CPU and no memory in these numbers."
        case "loopback":
            "All nodes share one host and its CPUs and talk over its loopback device: distance "
                + "(but what links were asked for), loss and cross traffic of a real network are "
                + "not in these numbers."
        case "emulated":
            "All nodes share one host and its CPUs; links are emulated, "
                + "and cross traffic of a real network is not in these numbers."
        default:
            nil
        }
    }
}
