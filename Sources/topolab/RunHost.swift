import Experiment
import Glibc
import Runner
import Topology
import Transport

/// What this host must give before any trial: descriptors, the node program, a port.
struct RunHost {
    private let specification: Specification
    private let trials: [TrialPlan]

    /// - Throws: `Failure` naming the limit that is too low.
    init(_ specification: Specification, _ trials: [TrialPlan]) throws(Failure) {
        self.specification = specification
        self.trials = trials
        try Self.checkMemory(for: trials)
        guard specification.network.tier != .simulated else { return }
        do throws(HostError) {
            try DescriptorLimit.raise(for: trials.map { $0.topology.members.count }.max() ?? 0)
        } catch {
            throw Failure(status: .host, message: error.message)
        }
    }

    /// - Throws: `Failure` telling how much memory the samples would take, if that is too much.
    static func checkMemory(for trials: [TrialPlan]) throws(Failure) {
        do throws(HostError) {
            try SampleMemory(trials).check(on: HostFacts())
        } catch {
            throw Failure(status: .host, message: error.message)
        }
    }

    /// The tier's way of running a trial.
    func runner(folder: String, captureFolder: String?) throws(Failure) -> TrialRunner {
        guard specification.network.tier == .simulated else {
            return .processes(try environment(folder: folder, captureFolder: captureFolder))
        }
        do throws(SystemError) {
            return .simulated(
                resultFolder: folder, try Interrupts(on: EventLoop()))
        } catch {
            throw Failure(status: .host, message: error.message)
        }
    }

    /// What trials on real processes share.
    func environment(
        folder: String, captureFolder: String? = nil
    ) throws(Failure) -> TrialEnvironment {
        do throws(HostError) {
            return try TrialEnvironment(
                nodeExecutable: try Self.nodeExecutable,
                switchExecutable: specification.network.tier == .emulated
                    ? try Self.switchExecutable : nil,
                port: UInt16(specification.network.port), resultFolder: folder,
                captureFolder: captureFolder)
        } catch {
            throw Failure(status: .host, message: error.message)
        }
    }

    static var nodeExecutable: String {
        get throws(HostError) { try executable("topolab-node") }
    }

    static var switchExecutable: String {
        get throws(HostError) { try executable("topolab-switch") }
    }

    /// The programs of nodes and of the switch lie beside this one.
    private static func executable(_ name: String) throws(HostError) -> String {
        guard let own = TextFile.target(of: "/proc/self/exe"),
            TextFile.read("/proc/self/status") != nil
        else { throw .noProc }
        let folder = own.split(separator: "/").dropLast().joined(separator: "/")
        let path = "/\(folder)/\(name)"
        guard access(path, F_OK) == 0 else { throw .noExecutable(path: path) }
        guard access(path, X_OK) == 0 else { throw .notExecutable(path: path) }
        return path
    }
}
