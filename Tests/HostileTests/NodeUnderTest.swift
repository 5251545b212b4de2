import CLinux
import Core
import Foundation
import Glibc
import Measurement
import Node
import NodeProcess
import Testing
import Topology
import Transport
import Workload

@testable import Runner

/// Whether the numbers the project promises are run, instead of as many as a debug suite has time for.
let isLong: Bool = {
    #if DEBUG
        false
    #else
        ProcessInfo.processInfo.environment["TOPOLAB_LONG"] == "1"
    #endif
}()

/// One real node process, peer 0 of a mesh of four: the test speaks for the three others.
final class NodeUnderTest {
    static let keys = 100
    static let peers = 4

    let folder: String
    let environment: TrialEnvironment
    let assignment: Assignment
    let handle: NodeHandle

    /// A node that listens, and under whose load measurement has begun.
    init() throws {
        folder =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("topolab-test-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: folder + "/samples", withIntermediateDirectories: true)
        let program = Self.programs + "/topolab-node"
        environment = try TrialEnvironment(
            nodeExecutable: program, port: 7400, resultFolder: folder)
        assignment = environment.assignment(of: NodeID(0), start: 1, in: try Self.trial())
        handle = try NodeHandle(name: "peer-0", executable: program, on: environment.loop)
        try handle.channel.send([Command.assign.line] + assignment.lines + ["."])
        try turn { handle.channel.nextLine() == Report.listening.line }
        let begin = Command.begin(
            measurementStart: Monotonic.now() + .milliseconds(10), from: Instant(nanoseconds: .min))
        try handle.channel.send(begin.line)
    }

    deinit {
        handle.destroy()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Where it listens.
    var endpoint: Endpoint { assignment.addresses.endpoint(of: NodeID(0)) }

    /// A key that lies on it.
    var ownKey: Key {
        get throws {
            let mesh = try Mesh(assignment.setting)
            let keys = (0..<Key(Self.keys)).filter { mesh.rank(of: NodeID(0), for: $0) != nil }
            return try #require(keys.first)
        }
    }

    /// What it has counted, a tenth of a second late.
    var counters: Counters {
        get throws {
            try AttachedSampleFile(attachingTo: assignment.samplePath).counters
        }
    }

    /// How many descriptors it has open.
    var openDescriptors: Int {
        TextFile.names(in: "/proc/\(handle.pid)/fd").count
    }

    /// Memory of its own it has in use, in bytes: not what it maps of files.
    var memoryBytes: Int {
        let status = TextFile.read("/proc/\(handle.pid)/status") ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") }
        return 1024 * (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0)
    }

    /// Lets the runner's side of it go on until something is the case.
    func turn(until condition: () throws -> Bool) throws {
        let deadline = Monotonic.now() + .seconds(30)
        while try !condition() {
            try #require(
                handle.end == nil, "the node \(handle.end?.how ?? ""): \(handle.lastWords)")
            try #require(Monotonic.now() < deadline, "the node does not get that far")
            try environment.loop.turn(until: Monotonic.now() + .milliseconds(5))
        }
    }

    /// The folder of the test's own executable, where node executables lie as well.
    private static var programs: String {
        let own = TextFile.target(of: "/proc/self/exe") ?? ""
        return "/" + own.split(separator: "/").dropLast().joined(separator: "/")
    }

    private static func trial() throws -> TrialPlan {
        let setting = TopologySetting(participants: peers, keys: keys)
        let plan = OperationPlan(
            workload: RequestWorkload(
                loop: .open(ratePerSecond: 80), arrivals: .poisson, readShare: 0.5, keys: keys,
                popularity: .uniform, valueBytes: 64, serviceTime: .fixed(1_000)),
            participants: peers,
            schedule: Schedule(
                warmupNanoseconds: 0, measureNanoseconds: .seconds(600),
                drainNanoseconds: .seconds(1)),
            seed: 5, repetition: 1)
        return TrialPlan(
            number: 1, label: Mesh.kind, topologyKind: Mesh.kind, topology: try Mesh(setting),
            setting: setting, plan: plan, settings: NodeSettings())
    }
}
