import Core
import Foundation
import Glibc
import Node
import Runner
import Testing
import Topology
import Workload

/// Nodes that are no nodes: what the runner makes of a control channel that is of no use.
@Suite(.serialized) struct LostChannelTests {
    /// Why a trial fails whose nodes all run this shell script.
    private func failure(ofNodes script: String) throws -> TrialError? {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("topolab-test-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: folder + "/samples", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let program = folder + "/node"
        try "#!/bin/sh\n\(script)\n".write(toFile: program, atomically: true, encoding: .utf8)
        chmod(program, 0o755)
        let environment = try TrialEnvironment(
            nodeExecutable: program, port: 7400, resultFolder: folder)
        var setting = TopologySetting(participants: 1, keys: 10)
        setting.values["replicas"] = 1
        let plan = OperationPlan(
            workload: RequestWorkload(
                loop: .open(ratePerSecond: 10), arrivals: .constant, readShare: 1, keys: 10,
                popularity: .uniform, valueBytes: 8),
            participants: 1,
            schedule: Schedule(
                warmupNanoseconds: 0, measureNanoseconds: .seconds(1),
                drainNanoseconds: .seconds(1)),
            seed: 1, repetition: 1)
        let trial = TrialPlan(
            number: 1, label: "mesh", topologyKind: Mesh.kind, topology: try Mesh(setting),
            setting: setting, plan: plan, settings: NodeSettings())
        do throws(TrialError) {
            _ = try ProcessTrial(trial, in: environment).run()
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        (
            "exec 3<&-; kill -STOP $$",
            "peer-0 gave up while starting the nodes: it has closed its control channel"
        ),
        (
            "echo 'no more' >&2; kill -SEGV $$",
            """
            peer-0 was ended by signal 11 (Segmentation fault) while starting the nodes; its last \
            words:
              | no more
            """
        ),
        (
            "exit 7",
            """
            peer-0 exited with status 7 while starting the nodes; it said nothing on standard error
            """
        ),
        (
            "echo good day >&3; kill -STOP $$",
            "peer-0 gave up while starting the nodes: it said 'good day'"
        ),
        (
            "echo listening >&3; until_said dial; exec 3<&-; kill -STOP $$",
            "peer-0 gave up while connecting the nodes: it has closed its control channel"
        ),
    ])
    func theTrialFailsAndSaysOfWhichNode(script: String, message: String) throws {
        // The channel does not wait: who reads too early tries again.
        let function =
            "until_said() { until read word <&3 && [ \"$word\" = \"$1\" ]; do sleep 0.01; done; }"
        let failure = try failure(ofNodes: function + "\nuntil_said .; " + script)
        #expect(failure?.message == message)
    }
}
