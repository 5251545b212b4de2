import Experiment
import Faults
import Runner
import Topology

/// The program: its verbs, and what they may name.
struct Program {
    let topologies: TopologyRegistry
    let faults: FaultRegistry

    /// Everything that is shipped.
    static let standard = Program(topologies: .standard, faults: .standard)

    static let version = "0.1.0"

    init(topologies: TopologyRegistry, faults: FaultRegistry) {
        self.topologies = topologies
        self.faults = faults
    }

    /// The verbs in the order `--help` lists them.
    static let verbs: [any Verb.Type] = [
        RunVerb.self, CheckVerb.self, PlanVerb.self, ListVerb.self, ReportVerb.self,
        CompareVerb.self, SamplesVerb.self, TheoryVerb.self, DoctorVerb.self, CalibrateVerb.self,
        ServeVerb.self,
    ]

    /// Verbs of the contract that this version does not have.
    private static let laterVerbs = ["live", "schema"]

    /// Runs one command line, the program's name left out.
    func run(_ arguments: [String]) -> ExitStatus {
        do throws(Failure) {
            return try dispatch(arguments)
        } catch {
            Console.error("topolab: \(error.message)")
            return error.status
        }
    }

    private func dispatch(_ arguments: [String]) throws(Failure) -> ExitStatus {
        guard let first = arguments.first else {
            return try RunVerb.quickstart(in: self)
        }
        switch first {
        case "--help", "-h", "help":
            try Console.print(HelpText.program)
            return .done
        case "--version":
            try Console.print("topolab \(Self.version)")
            return .done
        default: break
        }
        guard let verb = Self.verbs.first(where: { $0.name == first }) else {
            throw unknownVerb(first)
        }
        let rest = Array(arguments.dropFirst())
        if rest.contains("--help") || rest.contains("-h") {
            try Console.print(HelpText.of(verb))
            return .done
        }
        var given = Arguments(rest, of: verb.name)
        return try verb.run(&given, in: self)
    }

    /// The trials of a checked experiment.
    func trials(
        of experiment: Experiment, traceFirst: Int?, only repetition: Int? = nil
    ) throws(Failure) -> [TrialPlan] {
        do throws(TopologyContradiction) {
            return try TrialPlans.make(
                of: experiment, topologies: topologies, faults: faults, traceFirst: traceFirst,
                only: repetition)
        } catch {
            throw .wrong("\(error.parameter) = \(error.value): expected \(error.expected)")
        }
    }

    /// The number of one repetition; it may be beyond those of the experiment, as each is drawn from its
    /// number alone.
    func repetition(_ text: String) throws(Failure) -> Int {
        guard let number = Int(text), number >= 1 else {
            throw .wrong("--repetition takes a whole number from 1 on, not \"\(text)\"")
        }
        return number
    }

    private func unknownVerb(_ name: String) -> Failure {
        if Self.laterVerbs.contains(name) {
            return .wrong("\"\(name)\" is not available in this version; see topolab --help")
        }
        let known = Self.verbs.map { $0.name }
        let near = nearestName(to: name, among: known).map { ": did you mean \"\($0)\"?" } ?? ""
        let hint = name.hasSuffix(".toml") ? "; to run an experiment: topolab run \(name)" : ""
        return .wrong("unknown command \"\(name)\"\(near)\(hint)\n  see topolab --help")
    }
}

/// One verb of the command line.
protocol Verb: SendableMetatype {
    static var name: String { get }
    /// What stands after the name.
    static var synopsis: String { get }
    /// One line for `topolab --help`.
    static var summary: String { get }
    /// Options and remarks for `topolab VERB --help`.
    static var details: String { get }

    static func run(_ arguments: inout Arguments, in program: Program) throws(Failure) -> ExitStatus
}
