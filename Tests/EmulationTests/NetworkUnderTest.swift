import Core
import Emulation
import Foundation
import Glibc
import Links
import Measurement
import Testing
import Transport

@testable import Runner

/// Whether the numbers the project promises are run, instead of as many as a debug suite has time for.
let isLong: Bool = {
    #if DEBUG
        false
    #else
        ProcessInfo.processInfo.environment["TOPOLAB_LONG"] == "1"
    #endif
}()

/// Whether this host gives networks; without, tests that need them are skipped by name.
let hasNetworks = NamespaceProbe.run() == .works

/// A switch between the networks of a few nodes, each of which a test has do one thing.
final class NetworkUnderTest {
    let loop: EventLoop
    let network: EmulatedNetwork
    private var probes: [NodeHandle] = []

    static func address(_ node: Int) -> String {
        let text = AddressBlock.ownNetworks(port: 0).endpoint(of: NodeID(node)).description
        return String(text.prefix { $0 != ":" })
    }

    init(_ shape: NetworkShape, seed: UInt64 = 1, capturePaths: [String] = []) throws {
        loop = try EventLoop()
        network = try EmulatedNetwork(
            SwitchPlan(network: shape, seed: seed, repetition: 1, capturePaths: capturePaths),
            executable: Self.programs + "/topolab-switch", on: loop)
        try turn { self.network.isReady }
    }

    convenience init(_ links: [LinkShape], seed: UInt64 = 1) throws {
        try self.init(NetworkShape(links: links), seed: seed)
    }

    /// The same link for each of so many nodes.
    convenience init(
        nodes: Int, seed: UInt64 = 1, _ shape: (inout LinkShape) -> Void = { _ in }
    ) throws {
        var link = LinkShape()
        shape(&link)
        try self.init(Array(repeating: link, count: nodes), seed: seed)
    }

    deinit {
        for probe in probes { probe.destroy() }
        network.handle.destroy()
    }

    /// Has a node do a command; one that listens does so on return.
    func start(_ node: Int, _ command: [String], isReady: Bool = false) throws -> NodeHandle {
        let probe = try NodeHandle(
            name: "probe-\(node)", executable: Self.programs + "/network-probe",
            arguments: NodeHandle.arguments("probe-\(node)")
                + network.arguments(for: NodeID(node)) + ["--"] + command, on: loop)
        probes.append(probe)
        if isReady {
            var line: String?
            try turn(probe) {
                line = probe.channel.nextLine()
                return line != nil
            }
            try #require(line == "ready")
        }
        return probe
    }

    /// All a node has to say until it is done.
    func findings(of probe: NodeHandle, within seconds: Double = 60) throws -> [[Int64]] {
        var lines: [[Int64]] = []
        var isDone = false
        try turn(probe, within: seconds) {
            while let line = probe.channel.nextLine() {
                if line == "done" { isDone = true }
                let numbers = line.split(separator: " ").compactMap { Int64($0) }
                if !numbers.isEmpty { lines.append(numbers) }
            }
            return isDone
        }
        return lines
    }

    /// What the switch has counted since `begin`, or since its start.
    func report() throws -> NetworkRecord {
        try network.askReport()
        try turn { self.network.hasReported }
        return network.record
    }

    func turn(
        _ probe: NodeHandle? = nil, within seconds: Double = 30, until isDone: () throws -> Bool
    ) throws {
        let deadline = Monotonic.now() + .seconds(seconds)
        while try !isDone() {
            while let line = network.handle.channel.nextLine() {
                if let text = network.take(line) { throw Trouble(text: text) }
            }
            if try isDone() { return }
            if network.handle.end != nil {
                throw Trouble(text: "the switch ended: \(network.handle.lastWords)")
            }
            if let probe, probe.end != nil {
                throw Trouble(text: "\(probe.name) ended: \(probe.lastWords)")
            }
            guard Monotonic.now() < deadline else { throw Trouble(text: "it took too long") }
            try loop.turn(until: Monotonic.now() + .milliseconds(50))
        }
    }

    struct Trouble: Error { let text: String }

    /// Programs lie beside the test bundle.
    static var programs: String {
        let own = TextFile.target(of: "/proc/self/exe") ?? ""
        return "/" + own.split(separator: "/").dropLast().joined(separator: "/")
    }
}

/// Measures, up to five times, what other work on the machine can only make worse, until it is right.
///
/// - Returns: All that was measured, the last one being right if any was.
func measurements<Value>(
    until isRight: (Value) -> Bool, _ measure: () throws -> Value
) rethrows -> [Value] {
    var measured = [try measure()]
    while measured.count < 5, let last = measured.last, !isRight(last) {
        measured.append(try measure())
    }
    return measured
}
