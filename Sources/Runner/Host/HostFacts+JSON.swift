package import Core

/// The facts as run.json keeps them; null is what the host does not tell, or what is not limited.
extension HostFacts {
    package var json: JSON {
        .object(
            [
                .init("cores", .count(processor.online)),
                .init("cores_allowed", .count(processor.allowed)),
                .init("processor", .text(processor.model)),
                .init("virtualised", processor.isVirtual.map { .boolean($0) } ?? .null),
                .init("container", .boolean(isContainer)),
                .init("memory_bytes", .count(memory.total)),
                .init("memory_available_bytes", .count(memory.available)),
                .init("swap_bytes", .count(memory.swapTotal)),
                .init("kernel", .text(kernel)),
                .init("compiler", .string(Build.compiler)),
                .init("build", .string(Build.isDebug ? "debug" : "release")),
                .init("clock_source", .text(clockSource)),
                .init("timer_slack_ns", .count(timerSlackNanoseconds)),
                .init("governor", .text(processor.governor)),
                .init("load_average", .text(loadAverage)),
            ] + limitMembers + networkMembers)
    }

    private var limitMembers: [JSON.Member] {
        [
            .init("open_files_limit", .limit(limits.openFiles?.hard)),
            .init("open_files_soft_limit", .limit(limits.openFiles?.soft)),
            .init("processes_limit", .limit(limits.processes?.soft)),
            .init("highest_process", .count(maximumProcess)),
            .init("cgroup_processors", group.processors.map { .number($0.value) } ?? .null),
            .init("cgroup_memory_bytes", .count(group.memoryBytes.map { Int64($0.value) })),
            .init("cgroup_processes", .count(group.processes.map { Int64($0.value) })),
        ]
    }

    private var networkMembers: [JSON.Member] {
        [
            .init("congestion_control", .text(network.congestionControl)),
            .init("port_range", .text(network.portRange)),
            .init("somaxconn", .count(network.acceptQueue)),
            .init("rmem_max", .count(network.receiveBufferBytes)),
            .init("loopback_mtu", .count(network.loopbackMTU)),
        ]
    }
}

extension JSON {
    static func text(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }

    static func count(_ number: (some BinaryInteger)?) -> JSON {
        number.map { .integer(Int64(clamping: $0)) } ?? .null
    }

    /// Null when there is no limit.
    static func limit(_ number: Int64?) -> JSON { count(number == .max ? nil : number) }
}
