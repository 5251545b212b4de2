import Foundation
import Transport

@testable import Runner

extension TrialPlan {
    /// What comes of the trial in virtual time, or on real processes.
    func outcome(virtually isVirtual: Bool) throws -> Outcome {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("topolab-test-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: folder + "/samples", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        if isVirtual {
            let runner = TrialRunner.simulated(
                resultFolder: folder, try Interrupts(on: EventLoop()))
            return try runner.run(self) { _, _ in }
        }
        let own = TextFile.target(of: "/proc/self/exe") ?? ""
        let programs = "/" + own.split(separator: "/").dropLast().joined(separator: "/")
        let environment = try TrialEnvironment(
            nodeExecutable: programs + "/topolab-node", port: 7400, resultFolder: folder)
        return try TrialRunner.processes(environment).run(self) { _, _ in }
    }
}
