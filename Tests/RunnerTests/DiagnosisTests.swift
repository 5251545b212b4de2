import Core
import Glibc
import Testing
import Transport

@testable import Runner

struct DiagnosisTests {
    private func diagnosis(
        _ changes: [String: String] = [:], loopback: LoopbackProbe.Problem? = nil,
        namespaces: NamespaceProbe.Answer = .works, freeHere: Int64 = 1 << 40
    ) throws -> Diagnosis {
        let host = try MadeUpHost(MadeUpHost.sound.merging(changes) { $1 })
        let probes = HostProbes(
            loopback: loopback, namespaces: namespaces, clockReadNanoseconds: 25,
            stolenShare: 0.005, freeHere: freeHere, freeShared: 1 << 26)
        let diagnosis = Diagnosis(HostFacts(host.tree), probes, tree: host.tree, port: 7400)
        let titles = diagnosis.findings.map(\.title)
        #expect(titles.count == Set(titles).count, "a title stands twice")
        return diagnosis
    }

    private func fixes(_ changes: [String: String]) throws -> [String] {
        try diagnosis(changes).shortfalls.compactMap(\.fix)
    }

    @Test("A sound host has no shortfall, and its table 80 columns")
    func sound() throws {
        let diagnosis = try diagnosis()
        #expect(diagnosis.shortfalls == [])
        #expect(diagnosis.offersLoopback)
        let lines = diagnosis.table.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.last == "0 shortfalls")
        #expect(lines.allSatisfy { $0.count <= 80 })
        #expect(lines.contains("processors            4 online, 4 allowed"))
        #expect(lines.contains("governor              none: the hypervisor sets the clock rate"))
        #expect(lines.contains("swap                  1000 MiB used of 1.95 GiB"))
    }

    @Test(
        "Each shortfall has the command that mends it",
        arguments: [
            (
                "/sys/devices/system/clocksource/clocksource0/current_clocksource", "hpet",
                "echo tsc | sudo tee "
                    + "/sys/devices/system/clocksource/clocksource0/current_clocksource"
            ),
            (
                "/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "powersave",
                "sudo cpupower frequency-set -g performance"
            ),
            (
                "/proc/sys/net/core/rmem_max", "212992",
                "sudo sysctl -w net.core.rmem_max=4194304"
            ),
            ("/proc/self/status", "Cpus_allowed_list:\t1", "taskset -cp 0-3 $$"),
            (
                "/proc/self/limits", "Max open files            1024      1024       files",
                "sudo prlimit --pid $$ --nofile=65536"
            ),
            (
                "/proc/self/limits", "Max processes             900       2000       processes",
                "sudo prlimit --pid $$ --nproc=unlimited"
            ),
            ("/proc/sys/kernel/pid_max", "1000", "sudo sysctl -w kernel.pid_max=4194304"),
            (
                "/sys/fs/cgroup/a.slice/pids.max", "100",
                "echo max | sudo tee /sys/fs/cgroup/a.slice/pids.max"
            ),
            (
                "/sys/fs/cgroup/a.slice/cpu.max", "50000 100000",
                "echo max | sudo tee /sys/fs/cgroup/a.slice/cpu.max"
            ),
            (
                "/sys/fs/cgroup/a.slice/memory.max", "1000000",
                "echo max | sudo tee /sys/fs/cgroup/a.slice/memory.max"
            ),
            (
                "/proc/sys/net/ipv4/ip_local_port_range", "1024 65535",
                "sudo sysctl -w net.ipv4.ip_local_reserved_ports=7400"
            ),
            (
                "/proc/loadavg", "3.00 1.00 1.00 1/100 1",
                "end what top shows, or wait until it is done"
            ),
        ])
    func shortfall(path: String, text: String, fix: String) throws {
        #expect(try fixes([path: text]) == [fix])
    }

    @Test("A reserved port is not given away")
    func reserved() throws {
        let fixes = try fixes([
            "/proc/sys/net/ipv4/ip_local_port_range": "1024 65535",
            "/proc/sys/net/ipv4/ip_local_reserved_ports": "80,7000-7500",
        ])
        #expect(fixes == [])
    }

    @Test(
        "What forbids namespaces is named",
        arguments: [
            (
                "/proc/sys/kernel/unprivileged_userns_clone", "0",
                "sudo sysctl -w kernel.unprivileged_userns_clone=1"
            ),
            (
                "/proc/sys/user/max_user_namespaces", "0",
                "sudo sysctl -w user.max_user_namespaces=65536"
            ),
            (
                "/proc/sys/user/max_net_namespaces", "0",
                "sudo sysctl -w user.max_net_namespaces=65536"
            ),
            (
                "/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1",
                "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"
            ),
            (
                "/.dockerenv", "",
                "docker run --security-opt seccomp=unconfined --cap-add SYS_ADMIN ..."
            ),
        ])
    func namespaces(path: String, text: String, fix: String) throws {
        let host = try MadeUpHost(MadeUpHost.sound.merging([path: text]) { $1 })
        let facts = HostFacts(host.tree)
        #expect(NamespaceProbe.fix(host.tree, isContainer: facts.isContainer) == fix)
    }

    @Test("A host that refuses namespaces still offers the loopback tier")
    func refused() throws {
        let diagnosis = try diagnosis(
            namespaces: .refused(what: "a user namespace", why: "EPERM"))
        #expect(diagnosis.offersLoopback)
        #expect(
            diagnosis.shortfalls.map(\.value) == [
                "this host refuses a user namespace (EPERM); tier loopback works without"
            ])
        #expect(diagnosis.table.hasSuffix("\n\n1 shortfall"))
    }

    @Test("Without addresses there is no loopback tier")
    func noAddress() throws {
        let problem = LoopbackProbe.Problem.address(
            SystemError("bind 127.254.254.2", code: EADDRNOTAVAIL))
        let diagnosis = try diagnosis(loopback: problem)
        #expect(!diagnosis.offersLoopback)
        #expect(
            diagnosis.shortfalls == [
                Finding(
                    "tier loopback",
                    "bind 127.254.254.2: Cannot assign requested address (EADDRNOTAVAIL)",
                    fix: "sudo ip link set lo up")
            ])
        #expect(diagnosis.json["tiers"]?["loopback"] == .boolean(false))
    }

    @Test("Results want space")
    func space() throws {
        let fixes = try diagnosis(freeHere: 1_000).shortfalls.compactMap(\.fix)
        #expect(fixes == ["topolab run FILE --out FOLDER, on a larger file system"])
    }

    @Test("JSON can be read back")
    func json() throws {
        let json = try diagnosis().json
        #expect(try JSON(parsing: json.text).text == json.text)
    }

    @Test("A descriptor limit carries as many nodes as the runner and each node can serve")
    func descriptors() {
        #expect(DescriptorLimit.nodes(withHardLimit: 1_024) == 320)
        #expect(DescriptorLimit.nodes(withHardLimit: 64) == 0)
        #expect(DescriptorLimit.nodes(withHardLimit: .max) == .max)
    }

    @Test("Asking for namespaces leaves this process in its own")
    func probe() {
        let before = TextFile.target(of: "/proc/self/ns/user")
        _ = NamespaceProbe.run()
        #expect(before != nil && TextFile.target(of: "/proc/self/ns/user") == before)
    }
}
