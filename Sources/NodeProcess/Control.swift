package import Core

/// What the runner tells a node over the control channel, a line each.
package enum Command: Equatable, Sendable {
    /// Followed by the assignment's lines and a line with a single dot.
    case assign
    /// Dial those the topology names; these nodes do not run now and are not waited for.
    case dial(absent: [NodeID])
    /// Issue the load; nothing intended before `from`.
    case begin(measurementStart: Instant, from: Instant)
    /// Service takes so many times as long; 1 is as planned.
    case slow(factor: Double)
    /// The ways from other nodes that are not clear, all of them.
    case ways([ImpairedWay])
    /// Say goodbye, answer what was asked, and leave.
    case leave
    /// The trial is over: close what is open and say what the store holds.
    case finish
    /// Leave.
    case exit

    package var line: String {
        switch self {
        case .assign: "assign"
        case .dial(let absent):
            (["dial"] + absent.map { "\($0.position)" }).joined(separator: " ")
        case .begin(let start, let from): "begin \(start.nanoseconds) \(from.nanoseconds)"
        case .slow(let factor): "slow \(Int64((factor * Self.slownessScale).rounded()))"
        case .ways(let ways): (["ways"] + ways.map(\.words)).joined(separator: " ")
        case .leave: "leave"
        case .finish: "finish"
        case .exit: "exit"
        }
    }

    /// Lines carry whole numbers: slowness in millionths.
    private static let slownessScale = 1_000_000.0

    package init?(line: String) {
        let words = line.split(separator: " ")
        let numbers = words.dropFirst().compactMap { Int64($0) }
        // A word that is no number spoils the line, whatever it begins with.
        guard numbers.count == words.count - 1 else { return nil }
        switch (words.first, numbers.count) {
        case ("assign", 0): self = .assign
        case ("dial", _): self = .dial(absent: numbers.map { NodeID(Int($0)) })
        case ("begin", 2):
            self = .begin(
                measurementStart: Instant(nanoseconds: numbers[0]),
                from: Instant(nanoseconds: numbers[1]))
        case ("slow", 1): self = .slow(factor: Double(numbers[0]) / Self.slownessScale)
        case ("ways", let count) where count % 3 == 0:
            self = .ways(
                stride(from: 0, to: count, by: 3).map { ImpairedWay(numbers[$0..<$0 + 3]) })
        case ("leave", 0): self = .leave
        case ("finish", 0): self = .finish
        case ("exit", 0): self = .exit
        default: return nil
        }
    }
}

/// What a node tells the runner over the control channel, a line each.
package enum Report: Equatable, Sendable {
    case listening
    /// Connected, at that instant, to every neighbour that runs.
    case joined(at: Instant)
    /// The load is over and nothing is open.
    case drained
    /// The node has said goodbye, and leaves after this line.
    case left
    /// One key the store holds.
    case stored(Key, Version)
    /// Everything asked for by `finish` has been said.
    case finished
    /// The node cannot go on; it leaves after this line.
    case failed(String)
    /// The same, for something the host has refused.
    case refused(String)

    package var line: String {
        switch self {
        case .listening: "listening"
        case .joined(let at): "joined \(at.nanoseconds)"
        case .drained: "drained"
        case .left: "left"
        case .stored(let key, let version):
            "stored \(key) \(version.intendedNanoseconds) \(version.participant) \(version.sequence)"
        case .finished: "finished"
        case .failed(let text): "failed \(text)"
        case .refused(let text): "refused \(text)"
        }
    }

    package init?(line: String) {
        if line.hasPrefix("failed ") {
            self = .failed(String(line.dropFirst("failed ".count)))
            return
        }
        if line.hasPrefix("refused ") {
            self = .refused(String(line.dropFirst("refused ".count)))
            return
        }
        let words = line.split(separator: " ")
        let numbers = words.dropFirst().compactMap { Int64($0) }
        guard numbers.count == words.count - 1 else { return nil }
        switch (words.first, numbers.count) {
        case ("listening", 0): self = .listening
        case ("joined", 1): self = .joined(at: Instant(nanoseconds: numbers[0]))
        case ("drained", 0): self = .drained
        case ("left", 0): self = .left
        case ("stored", 4):
            guard let key = Key(exactly: numbers[0]), let participant = UInt32(exactly: numbers[2]),
                let sequence = UInt32(exactly: numbers[3])
            else { return nil }
            self = .stored(
                key,
                Version(
                    intendedNanoseconds: numbers[1], participant: participant, sequence: sequence))
        case ("finished", 0): self = .finished
        default: return nil
        }
    }
}

extension ImpairedWay {
    /// Sender, flags (1 cut, 2 no dial), delay in nanoseconds.
    fileprivate var words: String {
        let flags = (condition.isCut ? 1 : 0) + (isDialCut ? 2 : 0)
        return "\(sender.position) \(flags) \(condition.delayNanoseconds)"
    }

    fileprivate init(_ numbers: ArraySlice<Int64>) {
        let numbers = Array(numbers)
        self.init(
            from: NodeID(Int(numbers[0])),
            PathCondition(isCut: numbers[1] & 1 != 0, delayNanoseconds: numbers[2]),
            isDialCut: numbers[1] & 2 != 0)
    }
}
