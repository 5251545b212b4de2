/// How long the processors have been busy since the host started, in ticks: /proc/stat (proc(5)).
package struct ProcessorTicks: Equatable, Sendable {
    /// Neither idle nor waiting for a disk.
    package var busy: Double
    /// Of those, taken by the hypervisor for other machines.
    package var stolen: Double
    package var all: Double

    /// Reads the first line: user, nice, system, idle, iowait, irq, softirq, steal.
    ///
    /// Nil when it is not that.
    package init?(parsing text: String) {
        let words = text.split(separator: "\n").first?.split(separator: " ") ?? []
        let ticks = words.dropFirst().prefix(8).compactMap { Double($0) }
        guard words.first == "cpu", ticks.count == 8 else { return nil }
        all = ticks.reduce(0, +)
        busy = all - ticks[3] - ticks[4]
        stolen = ticks[7]
    }

    /// The stolen share of the time since an earlier reading, 0 through 1.
    package func stolenShare(since earlier: ProcessorTicks) -> Double {
        all > earlier.all ? (stolen - earlier.stolen) / (all - earlier.all) : 0
    }
}
