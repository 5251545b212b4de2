package import Measurement

/// What the switch tells the runner over the control channel, a line each.
package enum SwitchReport: Equatable, Sendable {
    /// Where a node's network is: a descriptor of the switch's; said for each node, in order.
    case network(descriptor: Int32)
    /// Everything is up; whether the networks lie in a user namespace of the switch's.
    case ready(hasUserNamespace: Bool)
    /// What became of one node's packets; said for each node, in order.
    case link(LinkCounters)
    /// What was sent and dropped in a tenth of a second; said for each of measurement, in order.
    case bin(NetworkRecord.Bin)
    /// How late packets left, and how many were dropped though nobody asked; the report's end.
    case fidelity(SwitchFidelity)
    /// It cannot go on; it leaves after this line.
    case failed(String)

    package var line: String {
        switch self {
        case .network(let descriptor): "network \(descriptor)"
        case .ready(let hasUserNamespace): "ready \(hasUserNamespace ? 1 : 0)"
        case .link(let link): (["link"] + link.numbers.map { "\($0)" }).joined(separator: " ")
        case .bin(let bin): "bin \(bin.packets) \(bin.bytes) \(bin.dropped)"
        case .fidelity(let fidelity):
            (["fidelity"] + fidelity.numbers.map { "\($0)" }).joined(separator: " ")
        case .failed(let text): "failed \(text)"
        }
    }

    package init?(line: String) {
        if line.hasPrefix("failed ") {
            self = .failed(String(line.dropFirst("failed ".count)))
            return
        }
        let words = line.split(separator: " ")
        let numbers = words.dropFirst().compactMap { UInt64($0) }
        guard numbers.count == words.count - 1 else { return nil }
        switch (words.first, numbers.count) {
        case ("network", 1): self = .network(descriptor: Int32(truncatingIfNeeded: numbers[0]))
        case ("ready", 1): self = .ready(hasUserNamespace: numbers[0] != 0)
        case ("link", LinkCounters().numbers.count): self = .link(LinkCounters(numbers))
        case ("bin", 3):
            self = .bin(
                NetworkRecord.Bin(packets: numbers[0], bytes: numbers[1], dropped: numbers[2]))
        case ("fidelity", SwitchFidelity().numbers.count):
            self = .fidelity(SwitchFidelity(numbers))
        default: return nil
        }
    }
}

extension SwitchFidelity {
    fileprivate var numbers: [UInt64] { [lateP50, lateP99, lateMaximum, unasked, cpuNanoseconds] }

    fileprivate init(_ numbers: [UInt64]) {
        self.init()
        lateP50 = numbers[0]
        lateP99 = numbers[1]
        lateMaximum = numbers[2]
        unasked = numbers[3]
        cpuNanoseconds = numbers[4]
    }
}

extension LinkCounters {
    /// In the order in which they are said.
    private static let counts: [any WritableKeyPath<LinkCounters, UInt64> & Sendable] = [
        \.sentPackets, \.sentBytes, \.receivedPackets, \.receivedBytes, \.lost, \.queueFull, \.cut,
        \.duplicated, \.crossed, \.passedBytes, \.underWayBefore, \.underWayAfter,
        \.lateNanoseconds, \.lateMaximum,
    ]

    fileprivate var numbers: [UInt64] { Self.counts.map { self[keyPath: $0] } }

    fileprivate init(_ numbers: [UInt64]) {
        self.init()
        for (count, number) in zip(Self.counts, numbers) { self[keyPath: count] = number }
    }
}
