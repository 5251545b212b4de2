import Core
import Runner

/// `topolab doctor`: which tiers and limits this host offers.
enum DoctorVerb: Verb {
    static let name = "doctor"
    static let synopsis = "[--json]"
    static let summary = "which tiers and limits this host offers; each shortfall with its fix"
    static let details = """
        Changes nothing. Ends with status 3 when nodes cannot run on this host's loopback device.
          --json               the facts on standard output
        """

    /// `network.port` where an experiment sets none.
    private static let port: UInt16 = 7400

    static func run(
        _ arguments: inout Arguments, in program: Program
    ) throws(Failure) -> ExitStatus {
        let wantsJSON = arguments.flag("--json")
        try arguments.finish()
        // The facts come first: trying things changes the limits of this process, and its load.
        let facts = HostFacts()
        let probes = HostProbes.run(port: port) { () throws(HostError) in
            try RunHost.nodeExecutable
        }
        let diagnosis = Diagnosis(facts, probes, tree: .own, port: port)
        try Console.print(wantsJSON ? diagnosis.json.text : diagnosis.table)
        return diagnosis.offersLoopback ? .done : .host
    }
}
