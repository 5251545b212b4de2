import Foundation

@testable import Runner

/// A /proc and /sys of a test's own, removed with it.
final class MadeUpHost {
    private let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("host-\(UUID().uuidString)")

    var tree: HostTree { HostTree(root: folder.path) }

    init(_ files: [String: String]) throws {
        for (path, text) in files {
            let file = folder.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data((text + "\n").utf8).write(to: file)
        }
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// A host on which nothing falls short.
    static let sound: [String: String] = [
        "/proc/sys/kernel/osrelease": "6.12.0",
        "/proc/sys/kernel/pid_max": "4194304",
        "/proc/cpuinfo": """
        processor\t: 0
        model name\t: Some Processor 9000
        flags\t\t: fpu tsc hypervisor lm

        processor\t: 1
        model name\t: Some Processor 9000
        """,
        "/sys/devices/system/cpu/online": "0-3",
        "/proc/self/status": "Name:\ttopolab\nCpus_allowed:\tf\nCpus_allowed_list:\t0-3",
        "/sys/devices/system/clocksource/clocksource0/current_clocksource": "tsc",
        "/sys/devices/system/clocksource/clocksource0/available_clocksource": "tsc hpet acpi_pm",
        "/proc/self/timerslack_ns": "50000",
        "/proc/loadavg": "0.50 0.40 0.30 1/120 4711",
        "/proc/self/limits": """
        Limit                     Soft Limit           Hard Limit           Units
        Max processes             unlimited            unlimited            processes
        Max open files            1024                 1048576              files
        """,
        "/proc/self/cgroup": "0::/a.slice/b.scope",
        "/sys/fs/cgroup/a.slice/cpu.max": "max 100000",
        "/sys/fs/cgroup/a.slice/memory.max": "max",
        "/proc/meminfo": """
        MemTotal:       16384000 kB
        MemAvailable:    8192000 kB
        SwapTotal:       2048000 kB
        SwapFree:        1024000 kB
        """,
        "/proc/sys/net/ipv4/tcp_congestion_control": "cubic",
        "/proc/sys/net/ipv4/tcp_available_congestion_control": "reno cubic",
        "/proc/sys/net/ipv4/ip_local_port_range": "32768\t60999",
        "/proc/sys/net/ipv4/ip_local_reserved_ports": "",
        "/proc/sys/net/core/somaxconn": "4096",
        "/proc/sys/net/core/rmem_max": "4194304",
        "/sys/class/net/lo/mtu": "65536",
    ]
}
