import Core
import Runner
import Topology

/// `topolab calibrate`: what this host can do, and how the nodes compare with bare C.
enum CalibrateVerb: Verb {
    static let name = "calibrate"
    static let synopsis = "[--json]"
    static let summary = "what this host can do: bare C, own transport, emulated network, timers"
    static let details = """
        Takes up to two minutes; the host should be quiet. Ends with status 1 when a bar is missed.
          --json               the numbers on standard output, every round of them
        """

    static func run(
        _ arguments: inout Arguments, in program: Program
    ) throws(Failure) -> ExitStatus {
        let wantsJSON = arguments.flag("--json")
        try arguments.finish()
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let isShown = Console.errorIsTerminal
        let result: CalibrationResult
        do throws(CalibrationError) {
            result = try Calibration.run(
                in: try environment(folder: folder.path),
                emulated: try environment(folder: folder.path, isEmulated: true),
                star: { ClientServer($0) }, selfExecutable: "/proc/self/exe"
            ) { what in
                if isShown { Console.overwrite(what) }
            }
        } catch .exchange(.interrupted) {
            return .interrupted
        } catch {
            throw Failure(status: .failed, message: error.message)
        }
        if isShown { Console.overwrite("") }
        if wantsJSON {
            try Console.print(result.json.text)
        } else {
            try Console.print(result.table(width: Console.width))
        }
        return result.passes ? .done : .invalid
    }

    private static func environment(
        folder: String, isEmulated: Bool = false
    ) throws(CalibrationError) -> TrialEnvironment {
        do throws(HostError) {
            try DescriptorLimit.raise(for: Calibration.nodeCount)
            return try TrialEnvironment(
                nodeExecutable: try RunHost.nodeExecutable,
                switchExecutable: isEmulated ? try RunHost.switchExecutable : nil, port: 7400,
                resultFolder: folder)
        } catch {
            throw .host(error)
        }
    }
}
