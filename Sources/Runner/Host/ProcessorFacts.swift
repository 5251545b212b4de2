/// The processors of a host, and what may make them uneven.
package struct ProcessorFacts: Equatable, Sendable {
    package var model: String?
    package var online: Int?
    /// Of those, how many this process may use.
    package var allowed: Int?
    /// Nil where the system does not set the clock rate, as in virtual machines.
    package var governor: String?
    /// Whether a hypervisor runs below; nil where the processor does not say, as on ARM.
    package var isVirtual: Bool?

    /// Reads them from /proc and /sys.
    package init(_ tree: HostTree) {
        let description = tree.text("/proc/cpuinfo") ?? ""
        model = Self.value(of: "model name", in: description)
        isVirtual = Self.value(of: "flags", in: description)
            .map { $0.split(separator: " ").contains("hypervisor") }
        online = tree.line("/sys/devices/system/cpu/online").map { NumberRanges(parsing: $0).count }
        allowed = tree.text("/proc/self/status")
            .flatMap { Self.value(of: "Cpus_allowed_list", in: $0) }
            .map { NumberRanges(parsing: $0).count }
        governor = tree.line("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")
    }

    /// What stands behind the first line that begins with a name and a colon.
    static func value(of name: String, in text: String) -> String? {
        for line in text.split(separator: "\n") where line.hasPrefix(name) {
            let parts = line.split(separator: ":", maxSplits: 1)
            let title = parts[0].split { $0 == " " || $0 == "\t" }.joined(separator: " ")
            guard title == name, parts.count == 2 else { continue }
            return String(parts[1].drop { $0 == " " || $0 == "\t" })
        }
        return nil
    }
}
