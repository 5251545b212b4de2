/// What the host has room for, and what it permits.
extension Diagnosis {
    /// What a larger experiment asks for: nodes of one trial, a process each.
    private static let wantedNodes: Int64 = 1_024
    private static let wantedMemoryBytes: Int64 = 1 << 30
    /// What a node's socket asks for over UDP; with less, datagrams that come at a time may be lost.
    private static let wantedBufferBytes: Int64 = 4 << 20
    private static let wantedFreeBytes: Int64 = 1 << 30

    var storage: [Finding] {
        let memory = facts.memory
        let swap = memory.swapTotal ?? 0
        return [
            Finding(
                "memory",
                "\(Self.bytes(memory.available)) available of \(Self.bytes(memory.total))",
                isShort: (memory.available ?? .max) < Self.wantedMemoryBytes,
                fix: "end what `ps --sort=-rss aux | head` shows"),
            memoryLimit,
            Finding(
                "swap",
                swap == 0
                    ? "none"
                    : "\(Self.bytes(swap - (memory.swapFree ?? swap))) used of \(Self.bytes(swap))"),
            Finding(
                "free space here", Self.bytes(probes.freeHere),
                isShort: (probes.freeHere ?? .max) < Self.wantedFreeBytes,
                fix: "topolab run FILE --out FOLDER, on a larger file system"),
            Finding("free in /dev/shm", Self.bytes(probes.freeShared)),
        ]
    }

    private var memoryLimit: Finding {
        guard let limit = facts.group.memoryBytes else { return Finding("memory limit", "none") }
        let isVersion2 = limit.file.hasSuffix("memory.max")
        return Finding(
            "memory limit", "\(Self.bytes(Int64(limit.value))), set in \(limit.file)",
            isShort: Int64(limit.value) < Self.wantedMemoryBytes,
            fix: "echo \(isVersion2 ? "max" : "-1") | sudo tee \(limit.file)")
    }

    var limits: [Finding] { [openFiles, processes] }

    private var openFiles: Finding {
        guard let limit = facts.limits.openFiles else { return Finding("open files", "unknown") }
        let nodes = DescriptorLimit.nodes(withHardLimit: limit.hard)
        return Finding(
            "open files",
            "\(Self.limit(limit.soft)), can be raised to \(Self.limit(limit.hard)): "
                + "enough for \(Self.limit(nodes)) nodes that all connect to each other",
            isShort: nodes < Self.wantedNodes, fix: "sudo prlimit --pid $$ --nofile=65536")
    }

    /// The tightest of three limits; a node is a process.
    private var processes: Finding {
        let user = facts.limits.processes?.soft ?? .max
        let group = facts.group.processes
        let inGroup = group.map { Int64($0.value) } ?? .max
        let highest = facts.maximumProcess ?? .max
        let least = min(user, inGroup, highest)
        let isShort = least < 2 * Self.wantedNodes
        if let group, inGroup == least {
            return Finding(
                "processes", "\(Self.limit(least)), set in \(group.file)", isShort: isShort,
                fix: "echo max | sudo tee \(group.file)")
        }
        if user == least {
            return Finding(
                "processes", "\(Self.limit(least)) of one user", isShort: isShort,
                fix: "sudo prlimit --pid $$ --nproc=unlimited")
        }
        return Finding(
            "processes", "\(Self.limit(least)), kernel.pid_max", isShort: isShort,
            fix: "sudo sysctl -w kernel.pid_max=4194304")
    }

    var network: [Finding] {
        let network = facts.network
        let ports = network.ports.map { "\($0.lowerBound) to \($0.upperBound)" } ?? "unknown"
        let isGivenAway = network.givesAway(port: Int(port))
        let relation = isGivenAway ? "which nodes listen on, is among them" : "is left to the nodes"
        return [
            Finding(
                "ephemeral ports", "\(ports); \(port) \(relation)", isShort: isGivenAway,
                fix: "sudo sysctl -w net.ipv4.ip_local_reserved_ports=\(port)"),
            Finding("accept queue", network.acceptQueue.map { "\($0)" } ?? "unknown"),
            Finding(
                "datagram buffer", Self.bytes(network.receiveBufferBytes),
                isShort: (network.receiveBufferBytes ?? .max) < Self.wantedBufferBytes,
                fix: "sudo sysctl -w net.core.rmem_max=\(Self.wantedBufferBytes)"),
            Finding(
                "loopback MTU", network.loopbackMTU.map { "\($0) bytes" } ?? "unknown"),
            Finding(
                "congestion control",
                (network.congestionControl ?? "unknown") + " of "
                    + network.congestionControls.joined(separator: ", ")),
        ]
    }

    private static func limit(_ number: Int64) -> String {
        number == .max ? "unlimited" : "\(number)"
    }

    private static func bytes(_ count: Int64?) -> String {
        count.map { Figure.bytes(Double($0)) } ?? "unknown"
    }
}
