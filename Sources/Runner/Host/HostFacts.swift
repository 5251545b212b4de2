/// What a result depends on besides the experiment: the machine and its settings.
///
/// What the host does not tell is nil.
package struct HostFacts: Equatable, Sendable {
    package var kernel: String?
    package var processor: ProcessorFacts
    package var clockSource: String?
    package var clockSources: [String]
    /// How much later than asked a timed wait of this thread may end, in nanoseconds.
    package var timerSlackNanoseconds: Int64?
    package var loadAverage: String?
    package var limits: ProcessLimits
    /// The highest number a process may have.
    package var maximumProcess: Int64?
    package var group: ControlGroupLimits
    package var memory: MemoryFacts
    package var network: NetworkFacts
    package var isContainer: Bool

    private static let clockFolder = "/sys/devices/system/clocksource/clocksource0"

    /// Reads them as they are now.
    package init(_ tree: HostTree = .own) {
        kernel = tree.line("/proc/sys/kernel/osrelease")
        processor = ProcessorFacts(tree)
        clockSource = tree.line("\(Self.clockFolder)/current_clocksource")
        clockSources = (tree.line("\(Self.clockFolder)/available_clocksource") ?? "")
            .split(separator: " ").map { String($0) }
        timerSlackNanoseconds = tree.number("/proc/self/timerslack_ns")
        loadAverage = tree.line("/proc/loadavg")
        limits = ProcessLimits(parsing: tree.text("/proc/self/limits") ?? "")
        maximumProcess = tree.number("/proc/sys/kernel/pid_max")
        group = ControlGroupLimits(tree)
        memory = MemoryFacts(parsing: tree.text("/proc/meminfo") ?? "")
        network = NetworkFacts(tree)
        isContainer = tree.has("/.dockerenv") || tree.has("/run/.containerenv")
    }

    /// Processes that ran or waited to, on average over the last minute.
    package var load: Double? {
        loadAverage?.split(separator: " ").first.flatMap { Double($0) }
    }
}
