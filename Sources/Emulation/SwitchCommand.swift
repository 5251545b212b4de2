package import Core

/// What the runner tells the switch over the control channel, a line each.
package enum SwitchCommand: Equatable, Sendable {
    /// Followed by the plan's lines and a line with a single dot.
    case plan
    /// Count in that time, which is the measurement.
    case begin(Range<Instant>)
    /// A way that faults impair; those of one change come together, and `apply` ends them.
    case way(Way)
    /// All ways told since the last time hold from now on; the others are clear.
    case apply
    /// Say what became of the packets, and go on.
    case report

    /// A way that is not as it should be.
    package struct Way: Equatable, Sendable {
        package var sender: NodeID
        package var receiver: NodeID
        package var condition: PathCondition

        package init(from sender: NodeID, to receiver: NodeID, _ condition: PathCondition) {
            self.sender = sender
            self.receiver = receiver
            self.condition = condition
        }
    }

    package var line: String {
        switch self {
        case .plan: "plan"
        case .begin(let time):
            "begin \(time.lowerBound.nanoseconds) \(time.upperBound.nanoseconds)"
        case .way(let way):
            "way \(way.sender.position) \(way.receiver.position) \(way.condition.isCut ? 1 : 0) "
                + "\(way.condition.delayNanoseconds) \(way.condition.lostShare)"
        case .apply: "apply"
        case .report: "report"
        }
    }

    package init?(line: String) {
        let words = line.split(separator: " ")
        switch (words.first, words.count) {
        case ("plan", 1): self = .plan
        case ("begin", 3):
            guard let start = Nanoseconds(words[1]), let end = Nanoseconds(words[2]), start <= end
            else { return nil }
            self = .begin(Instant(nanoseconds: start)..<Instant(nanoseconds: end))
        case ("way", 6):
            guard let sender = Int(words[1]), let receiver = Int(words[2]),
                let isCut = Int(words[3]), let delay = Nanoseconds(words[4]),
                let lost = Double(words[5])
            else { return nil }
            self = .way(
                Way(
                    from: NodeID(sender), to: NodeID(receiver),
                    PathCondition(isCut: isCut != 0, delayNanoseconds: delay, lostShare: lost)))
        case ("apply", 1): self = .apply
        case ("report", 1): self = .report
        default: return nil
        }
    }
}
