/// What the control groups above this process leave it (cgroups(7)), of version 2 and version 1.
package struct ControlGroupLimits: Equatable, Sendable {
    /// The tightest limit of a kind.
    package struct Limit: Equatable, Sendable {
        package var value: Double
        /// Where it is set.
        package var file: String
    }

    /// Processors' worth of time.
    package private(set) var processors: Limit?
    package private(set) var memoryBytes: Limit?
    package private(set) var processes: Limit?

    /// Version 1 writes a length that is no limit as a number of this size or more.
    private static let noMemoryLimit = 0x1p60

    /// Reads every group from this process's own up to the root.
    package init(_ tree: HostTree) {
        for line in (tree.text("/proc/self/cgroup") ?? "").split(separator: "\n") {
            let parts = line.split(
                separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            for group in Self.upwards(from: parts[2]) {
                if parts[1].isEmpty {
                    for mount in ["/sys/fs/cgroup", "/sys/fs/cgroup/unified"] {
                        takeVersion2(mount + group, tree)
                    }
                }
                for controller in parts[1].split(separator: ",") {
                    takeVersion1(controller, "/sys/fs/cgroup/\(controller)\(group)", tree)
                }
            }
        }
    }

    /// "/a/b" gives "/a/b", "/a" and "".
    private static func upwards(from path: Substring) -> [String] {
        let names = path.split(separator: "/")
        return (0...names.count).reversed().map { count in
            names.prefix(count).map { "/" + $0 }.joined()
        }
    }

    private mutating func takeVersion2(_ folder: String, _ tree: HostTree) {
        let quota =
            tree.line("\(folder)/cpu.max")?.split(separator: " ")
            .compactMap { Double($0) } ?? []
        if quota.count == 2 {
            Self.tighten(&processors, quota[0] / quota[1], "\(folder)/cpu.max")
        }
        Self.tighten(&memoryBytes, tree, "\(folder)/memory.max")
        Self.tighten(&processes, tree, "\(folder)/pids.max")
    }

    private mutating func takeVersion1(
        _ controller: Substring, _ folder: String, _ tree: HostTree
    ) {
        switch controller {
        case "cpu":
            let file = "\(folder)/cpu.cfs_quota_us"
            guard let quota = tree.number(file), quota > 0,
                let period = tree.number("\(folder)/cpu.cfs_period_us"), period > 0
            else { return }
            Self.tighten(&processors, Double(quota) / Double(period), file)
        case "memory": Self.tighten(&memoryBytes, tree, "\(folder)/memory.limit_in_bytes")
        case "pids": Self.tighten(&processes, tree, "\(folder)/pids.max")
        default: break
        }
    }

    private static func tighten(_ limit: inout Limit?, _ tree: HostTree, _ file: String) {
        guard let number = tree.number(file), Double(number) < noMemoryLimit else { return }
        tighten(&limit, Double(number), file)
    }

    private static func tighten(_ limit: inout Limit?, _ value: Double, _ file: String) {
        guard value < limit?.value ?? .infinity else { return }
        limit = Limit(value: value, file: file)
    }
}
