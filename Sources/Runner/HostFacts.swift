package import Core
import Glibc

/// What a result depends on besides the experiment: the machine and its settings.
package enum HostFacts {
    package static var json: JSON {
        .object([
            .init("cores", .integer(Int64(sysconf(Int32(_SC_NPROCESSORS_ONLN))))),
            .init("processor", text(processor)),
            .init("memory_bytes", .integer(Int64(sysconf(Int32(_SC_PHYS_PAGES)) * pageBytes))),
            .init("kernel", text(firstLine("/proc/sys/kernel/osrelease"))),
            .init(
                "congestion_control",
                text(firstLine("/proc/sys/net/ipv4/tcp_congestion_control"))),
            .init(
                "clock_source",
                text(
                    firstLine("/sys/devices/system/clocksource/clocksource0/current_clocksource"))),
            .init(
                "governor",
                text(firstLine("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"))),
            .init("load_average", text(firstLine("/proc/loadavg"))),
            .init("open_files_limit", .integer(openFilesLimit)),
            .init("port_range", text(firstLine("/proc/sys/net/ipv4/ip_local_port_range"))),
        ])
    }

    private static var pageBytes: Int { sysconf(Int32(_SC_PAGESIZE)) }

    private static var processor: String? {
        let line = TextFile.read("/proc/cpuinfo")?.split(separator: "\n")
            .first { $0.hasPrefix("model name") }
        return line.flatMap { $0.split(separator: ":", maxSplits: 1).last }
            .map { String($0.drop { $0 == " " }) }
    }

    private static var openFilesLimit: Int64 {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return Int64(clamping: limit.rlim_max)
    }

    private static func firstLine(_ path: String) -> String? {
        TextFile.read(path)?.split(separator: "\n").first.map { String($0) }
    }

    private static func text(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }
}
