/// The machine itself: its processors, its clock, and who else uses them now.
extension Diagnosis {
    /// Clocks that are read without asking the kernel or the hypervisor.
    private static let goodClocks = ["tsc", "arch_sys_counter", "kvm-clock"]
    /// Half the processors busy with something else, and the nodes wait for them.
    private static let busyShare = 0.5
    private static let stolenShare = 0.01

    var processors: [Finding] {
        let processor = facts.processor
        let online = processor.online ?? 0
        let allowed = processor.allowed ?? online
        return [
            Finding("kernel", "Linux \(facts.kernel ?? "unknown")"),
            Finding("processor", processor.model ?? "unknown"),
            Finding(
                "processors", "\(online) online, \(allowed) allowed",
                isShort: allowed < 2 || allowed < online,
                fix: allowed < online
                    ? "taskset -cp 0-\(online - 1) $$" : "give this machine two processors or more"),
            quota, governor,
            Finding("virtual machine", processor.isVirtual.map { $0 ? "yes" : "no" } ?? "unknown"),
            Finding("container", facts.isContainer ? "yes" : "no"),
        ]
    }

    private var quota: Finding {
        guard let limit = facts.group.processors else { return Finding("processor quota", "none") }
        let isVersion2 = limit.file.hasSuffix("cpu.max")
        return Finding(
            "processor quota", "\(Figure.ratio(limit.value)) processors, set in \(limit.file)",
            fix: "echo \(isVersion2 ? "max" : "-1") | sudo tee \(limit.file)")
    }

    private var governor: Finding {
        guard let governor = facts.processor.governor else {
            let isVirtual = facts.processor.isVirtual ?? false
            return Finding(
                "governor",
                isVirtual ? "none: the hypervisor sets the clock rate" : "none is told")
        }
        return Finding(
            "governor", governor, isShort: governor != "performance",
            fix: "sudo cpupower frequency-set -g performance")
    }

    var time: [Finding] {
        let source = facts.clockSource ?? "unknown"
        let better = facts.clockSources.first { Self.goodClocks.contains($0) }
        let folder = "/sys/devices/system/clocksource/clocksource0"
        return [
            Finding(
                "clock source", source, isShort: !Self.goodClocks.contains(source),
                fix: better.map { "echo \($0) | sudo tee \(folder)/current_clocksource" }
                    ?? "boot Linux with tsc=reliable, or use another host"),
            Finding("clock read", Figure.time(probes.clockReadNanoseconds)),
            Finding(
                "timer slack",
                (facts.timerSlackNanoseconds.map { Figure.time(Double($0)) } ?? "unknown")
                    + "; nodes set theirs to 1 ns"),
        ]
    }

    var activity: [Finding] {
        let allowed = Double(facts.processor.allowed ?? facts.processor.online ?? 1)
        return [
            Finding(
                "load average", facts.loadAverage ?? "unknown",
                isShort: (facts.load ?? 0) > Self.busyShare * allowed,
                fix: "end what top shows, or wait until it is done"),
            Finding(
                "stolen time", probes.stolenShare.map(Figure.percent) ?? "unknown",
                isShort: (probes.stolenShare ?? 0) > Self.stolenShare,
                fix: "use a host with processors of its own, or repeat it at another time"),
        ]
    }
}
