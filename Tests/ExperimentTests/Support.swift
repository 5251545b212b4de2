import Experiment
import Faults
import Topology

/// The smallest experiment there is: the keys that have no default, and nothing else.
let smallest = """
    name = "test"
    [[topology]]
    kind = "client-server"
    [participants]
    count = 4
    [workload]
    kind = "request"
    rate_per_s = 100
    [schedule]
    measure_s = 10

    """

/// The smallest experiment with both topologies.
let both = smallest.replacing(
    "[participants]", with: "[[topology]]\nkind = \"mesh\"\n[participants]")

/// An experiment's text with one line replaced; the line must be there, once.
func edited(_ line: String, _ replacement: String, in text: String = smallest) -> String {
    let parts = text.split(separator: line + "\n", omittingEmptySubsequences: false)
    precondition(parts.count == 2, "'\(line)' is there \(parts.count - 1) times")
    return parts[0] + replacement + "\n" + parts[1]
}

func read(
    _ text: String, _ overrides: [Override] = [], topologies: TopologyRegistry = .standard
) throws(ExperimentError) -> Specification {
    try Specification(
        parsing: text, file: "x.toml", overrides: overrides, topologies: topologies,
        faults: .standard)
}

/// The lines that say what is wrong with an experiment; none if nothing is.
func problems(
    _ text: String, _ overrides: [Override] = [], topologies: TopologyRegistry = .standard
) -> [String] {
    do {
        _ = try read(text, overrides, topologies: topologies)
        return []
    } catch {
        return error.diagnostics.map { $0.text }
    }
}

/// The notes about an experiment that is right.
func notes(_ text: String, _ overrides: [Override] = []) throws -> [String] {
    try read(text, overrides).notes.map { $0.text }
}

/// Every action this version can do, as errors list them.
let allActions =
    "\"kill\", \"restart\", \"pause\", \"leave\", \"join\", \"churn\", \"partition\", "
    + "\"isolate\", \"slow\", \"delay\", \"loss\" or \"random\""
