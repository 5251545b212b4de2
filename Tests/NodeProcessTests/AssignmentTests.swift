import Core
import Measurement
import Node
import NodeProcess
import Testing
import Topology
import Transport
import Workload

/// The name at the beginning of a line.
private func name(of line: String) -> String {
    String(line.prefix { $0 != " " })
}

/// An open-loop assignment that has every line an assignment can have but `outstanding`.
private func assignment() throws -> Assignment {
    try #require(
        (0..<UInt64(1_000)).lazy.map { Assignment.random(seed: $0) }.first {
            $0.workload.isOpen && $0.workload.popularity != .uniform && $0.trace != nil
                && !$0.setting.values.isEmpty && $0.measurementStart != nil
        })
}

@Suite("An assignment as lines")
struct AssignmentTests {
    @Test("Comes back as it was, whatever its fields are")
    func roundTrip() throws {
        for seed in 0..<UInt64(500) {
            let assignment = Assignment.random(seed: seed)
            let lines = assignment.lines
            #expect(try Assignment(lines: lines) == assignment, "seed \(seed)")
            #expect(!lines.contains { $0.contains("\n") || $0 == "." }, "seed \(seed)")
        }
    }

    @Test("Gives the node the runner's own plan and time frame")
    func plan() throws {
        let assignment = Assignment.random(seed: 3)
        let read = try Assignment(lines: assignment.lines)
        #expect(read.plan.seed == assignment.plan.seed)
        #expect(read.plan.repetition == assignment.repetition)
        #expect(read.plan.participants == assignment.setting.participants)
        #expect(read.plan.workload == assignment.workload)
        #expect(read.timeFrame == assignment.timeFrame)
    }

    @Test("Tells a closed loop from an open one")
    func loops() throws {
        var assignment = Assignment.random(seed: 0)
        assignment.workload.loop = .closed(outstanding: 7)
        #expect(assignment.lines.contains("outstanding 7"))
        #expect(!assignment.lines.contains { $0.hasPrefix("rate_per_s") })
        assignment.workload.loop = .open(ratePerSecond: 0.1)
        #expect(assignment.lines.contains("rate_per_s 0.1"))
        #expect(try Assignment(lines: assignment.lines).workload.loop == .open(ratePerSecond: 0.1))
    }

    @Test("In any other order says the same")
    func order() throws {
        let assignment = try assignment()
        // Lines of one name keep their order among themselves.
        let reversed = Dictionary(grouping: assignment.lines, by: name)
            .sorted { $0.key > $1.key }.flatMap(\.value)
        #expect(try Assignment(lines: reversed) == assignment)
    }

    @Test("Lacking a line, is refused with its name")
    func missing() throws {
        let lines = try assignment().lines
        // Without these an assignment is another one, but whole.
        let optional = ["parameter", "trace", "zipf", "rate_per_s", "measurement_start_ns"]
        let names = Set(lines.map(name)).subtracting(optional)
        #expect(names.isSuperset(of: ["node", "token", "keys", "speed", "drain_ns"]))
        for missing in names.sorted() {
            #expect(throws: AssignmentError.missing(missing)) {
                try Assignment(lines: lines.filter { name(of: $0) != missing })
            }
        }
        #expect(throws: AssignmentError.missing("outstanding")) {
            try Assignment(lines: lines.filter { name(of: $0) != "rate_per_s" })
        }
    }

    @Test("With a line that cannot be read, is refused with its name and what stands there")
    func unreadable() throws {
        let lines = try assignment().lines
        // Any text is a name or a path.
        let texts = ["topology", "samples", "log", "parameter", "trace"]
        for unreadable in Set(lines.map(name)).subtracting(texts).sorted() {
            for text in ["x", "", "1 2"] {
                #expect(throws: AssignmentError.unreadable(unreadable, text)) {
                    try Assignment(
                        lines: lines.map {
                            name(of: $0) == unreadable ? "\(unreadable) \(text)" : $0
                        })
                }
            }
        }
    }

    @Test(
        "With a detection that is not whole, or has a period of nothing, is refused",
        arguments: [
            "connection 1", "heartbeat", "heartbeat 5", "heartbeat 5 x", "heartbeat 0 3",
            "heartbeat -5 3", "swim 5 3", "swim 0 3 3", "swim 5 3 3 3", "gossip 5 3",
        ])
    func detection(text: String) throws {
        let lines = try assignment().lines.map {
            name(of: $0) == "detection" ? "detection \(text)" : $0
        }
        #expect(throws: AssignmentError.unreadable("detection", text)) {
            try Assignment(lines: lines)
        }
    }

    @Test(
        "With a parameter or trace that cannot be read, is refused with the whole line",
        arguments: [
            "parameter", "parameter replicas", "parameter replicas two", "parameter replicas 2 3",
            "trace", "trace 0", "trace 0 1", "trace 0 5 4", "trace 0 -1 4", "trace 0 1 x",
            "trace 9999 1 2", "trace 0 1 2 3",
        ])
    func repeatedLines(line: String) throws {
        #expect(throws: AssignmentError.unreadable(name(of: line), line)) {
            try Assignment(lines: try assignment().lines + [line])
        }
    }

    @Test("With a number outside its field's range, is refused like any other, not fatal")
    func outOfRange() async {
        await #expect(processExitsWith: .success) {
            let lines = Assignment.random(seed: 0).lines
            for line in [
                "node 3000000000", "node -1", "value_bytes -1", "value_bytes 4294967296",
                "network 65536", "port 65536", "trace -1 0 5",
            ] {
                let name = String(line.prefix { $0 != " " })
                do throws(AssignmentError) {
                    _ = try Assignment(
                        lines: lines.filter { !$0.hasPrefix("\(name) ") } + [line])
                    preconditionFailure("'\(line)' was taken")
                } catch {
                    guard case .unreadable(name, _) = error else {
                        preconditionFailure("'\(line)': \(error.message)")
                    }
                }
            }
        }
    }

    @Test("The errors name the line in quotes and say what stands there")
    func messages() {
        #expect(AssignmentError.missing("port").message == "the assignment lacks 'port'")
        #expect(
            AssignmentError.unreadable("port", "x").message == "the assignment's 'port' is 'x'")
        #expect(
            AssignmentError.unknownTopology("ring").message
                == "this node executable knows no topology 'ring'")
    }
}

@Suite("The addresses of a run")
struct AddressBlockTests {
    /// As many as a block has addresses for: 254 rows of 250.
    private static let nodes = 63_500

    @Test("The runner claims 127.B.0.1; node i has 127.B.(1 + i / 250).(1 + i mod 250)")
    func layout() {
        let block = AddressBlock.loopback(7, port: 7400)
        #expect(block.claim.description == "127.7.0.1:7400")
        let nodes = [0, 1, 249, 250, 251, 499, 500, 12_345, Self.nodes - 1]
        #expect(
            nodes.map { block.endpoint(of: NodeID($0)).description } == [
                "127.7.1.1:7400", "127.7.1.2:7400", "127.7.1.250:7400", "127.7.2.1:7400",
                "127.7.2.2:7400", "127.7.2.250:7400", "127.7.3.1:7400", "127.7.50.96:7400",
                "127.7.254.250:7400",
            ])
    }

    @Test("All nodes of a full block have addresses of their own, none of them the claim")
    func distinct() {
        let block = AddressBlock.loopback(254, port: 1)
        var addresses: Set<UInt32> = [block.claim.address]
        for node in 0..<Self.nodes {
            addresses.insert(block.endpoint(of: NodeID(node)).address)
        }
        #expect(addresses.count == 63_501)
        #expect(addresses.allSatisfy { $0 >> 16 == 127 << 8 | 254 })
        #expect(addresses.allSatisfy { $0 & 0xFF != 0 && $0 & 0xFF != 255 })
    }
}
