import Core
import Testing

@testable import Runner

struct HostFactsTests {
    private func facts(_ changes: [String: String] = [:]) throws -> HostFacts {
        let host = try MadeUpHost(MadeUpHost.sound.merging(changes) { $1 })
        return HostFacts(host.tree)
    }

    @Test("Every fact is read from where the host tells it")
    func sound() throws {
        let facts = try facts()
        #expect(facts.kernel == "6.12.0")
        #expect(facts.processor.model == "Some Processor 9000")
        #expect(facts.processor.online == 4)
        #expect(facts.processor.allowed == 4)
        #expect(facts.processor.isVirtual == true)
        #expect(facts.processor.governor == nil)
        #expect(facts.clockSource == "tsc")
        #expect(facts.timerSlackNanoseconds == 50_000)
        #expect(facts.load == 0.5)
        #expect(facts.limits.openFiles == .init(soft: 1_024, hard: 1_048_576))
        #expect(facts.limits.processes == .init(soft: .max, hard: .max))
        #expect(facts.group.processors == nil && facts.group.memoryBytes == nil)
        #expect(facts.memory.available == 8_388_608_000)
        #expect(facts.network.ports == 32_768...60_999)
        #expect(facts.network.loopbackMTU == 65_536)
        #expect(!facts.isContainer)
    }

    @Test("A host that tells nothing has no facts, and JSON says null")
    func silent() throws {
        let facts = HostFacts(try MadeUpHost([:]).tree)
        #expect(facts.kernel == nil && facts.processor.online == nil && facts.load == nil)
        #expect(facts.json["cores"] == .null)
        #expect(facts.json["open_files_limit"] == .null)
    }

    @Test("run.json keeps the names it had")
    func names() throws {
        let json = try facts().json
        let names = [
            "cores", "processor", "memory_bytes", "kernel", "congestion_control", "clock_source",
            "load_average", "open_files_limit", "port_range",
        ]
        for name in names { #expect(json[name] != nil && json[name] != .null, "\(name)") }
        #expect(json["governor"] == .null)
        #expect(json["processes_limit"] == .null)
    }

    @Test("Of nested groups the tightest limit counts, in version 2")
    func version2() throws {
        let facts = try facts([
            "/sys/fs/cgroup/a.slice/cpu.max": "150000 100000",
            "/sys/fs/cgroup/a.slice/b.scope/cpu.max": "200000 100000",
            "/sys/fs/cgroup/a.slice/b.scope/memory.max": "1073741824",
            "/sys/fs/cgroup/a.slice/b.scope/pids.max": "512",
        ])
        let folder = "/sys/fs/cgroup/a.slice"
        #expect(facts.group.processors == .init(value: 1.5, file: "\(folder)/cpu.max"))
        #expect(
            facts.group.memoryBytes == .init(value: 0x1p30, file: "\(folder)/b.scope/memory.max"))
        #expect(facts.group.processes == .init(value: 512, file: "\(folder)/b.scope/pids.max"))
    }

    @Test("Version 1 has a folder per controller, and numbers that are no limit")
    func version1() throws {
        let facts = try facts([
            "/proc/self/cgroup": "8:pids:/x\n4:memory:/x\n2:cpu,cpuacct:/x\n1:name=systemd:/x",
            "/sys/fs/cgroup/cpu/x/cpu.cfs_quota_us": "50000",
            "/sys/fs/cgroup/cpu/x/cpu.cfs_period_us": "100000",
            "/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1",
            "/sys/fs/cgroup/memory/x/memory.limit_in_bytes": "9223372036854771712",
            "/sys/fs/cgroup/pids/x/pids.max": "max",
        ])
        #expect(
            facts.group.processors
                == .init(value: 0.5, file: "/sys/fs/cgroup/cpu/x/cpu.cfs_quota_us"))
        #expect(facts.group.memoryBytes == nil && facts.group.processes == nil)
    }

    @Test(
        "Lists of numbers are read as the kernel writes them",
        arguments: [("0-3,8", 5), ("7", 1), ("", 0), ("9-3", 0), ("0-1\n", 2)])
    func ranges(text: String, count: Int) {
        #expect(NumberRanges(parsing: text).count == count)
    }

    @Test("What was stolen is a share of all time between two readings")
    func stolen() throws {
        let before = try #require(ProcessorTicks(parsing: "cpu  10 0 10 70 10 0 0 0 0 0\n"))
        let after = try #require(ProcessorTicks(parsing: "cpu  20 0 20 120 10 0 0 30 0 0\n"))
        #expect(before.busy == 20)
        #expect(after.stolenShare(since: before) == 0.3)
        #expect(ProcessorTicks(parsing: "cpu  1 2 3\n") == nil)
    }

    @Test("This host tells how many processors it has")
    func own() {
        #expect((HostFacts().processor.online ?? 0) >= 1)
        #expect((HostFacts().limits.openFiles?.hard ?? 0) >= 1)
    }
}
