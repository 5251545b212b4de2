import Measurement

/// One fault of one trial: what was done to which nodes, and when.
struct FaultEvent: Equatable {
    /// The fault's own name or position in the experiment.
    let name: String
    /// kill, pause, partition, ...
    let action: String
    /// In file order.
    let nodes: [String]
    /// Seconds from the start of measurement; nil if the fault never took effect.
    let applied: Double?
    /// Seconds from the start of measurement; nil if it was never undone.
    let healed: Double?
    /// When it was asked for.
    let asked: Double?

    /// The faults of a trial in file order, one for each moment at which one struck.
    ///
    /// Rows of one fault that struck at the same time are one event with several nodes; a fault
    /// that strikes again and again (churn) is as many events.
    static func all(in faults: CSVTable, trial: String) -> [FaultEvent] {
        var events: [FaultEvent] = []
        for row in faults.rows(ofTrial: trial) {
            let event = FaultEvent(
                name: faults[row, "fault"], action: faults[row, "action"],
                nodes: [faults[row, "node"]].filter { !$0.isEmpty },
                applied: faults.double(row, "applied_s"), healed: faults.double(row, "healed_s"),
                asked: faults.double(row, "asked_s"))
            if let same = events.firstIndex(where: { $0.isTogether(with: event) }) {
                events[same] = events[same].joined(by: event)
            } else {
                events.append(event)
            }
        }
        return events
    }

    /// Faults are struck one node after the other, within milliseconds.
    private func isTogether(with other: FaultEvent) -> Bool {
        guard name == other.name, action == other.action else { return false }
        // Of churn each absence has an end of its own, whenever the next one begins.
        if action == "churn", applied != nil || other.applied != nil { return false }
        guard let mine = applied, let others = other.applied else {
            return applied == nil && other.applied == nil
        }
        return (mine - others).magnitude < 0.05
    }

    private func joined(by other: FaultEvent) -> FaultEvent {
        FaultEvent(
            name: name, action: action, nodes: nodes + other.nodes,
            applied: [applied, other.applied].compactMap(\.self).min(),
            healed: healed.flatMap { mine in other.healed.map { max(mine, $0) } }, asked: asked)
    }

    /// What happened to the nodes, as a verb phrase: "was killed", "were cut off".
    var verb: String {
        FaultWords.verb(action, plural: nodes.count > 1)
    }

    /// "peer-3 and peer-7"; "no node" if the fault hit none.
    var who: String {
        nodes.isEmpty ? "no node" : Prose.names(nodes, noun: "nodes")
    }
}

/// English for the fault actions.
enum FaultWords {
    /// The past participle that marks a node in a chart: "killed".
    static func mark(_ action: String) -> String {
        let words = [
            "kill": "killed", "restart": "restarted", "pause": "paused", "partition": "cut off",
            "isolate": "isolated", "slow": "slowed", "loss": "made lossy",
            "delay": "delayed", "leave": "gone", "join": "joined", "churn": "churning",
        ]
        return words[action] ?? action
    }

    /// Whether the action has no end to tell of.
    static func isOver(_ action: String) -> Bool {
        ["join", "restart"].contains(action)
    }

    /// Whether the action stops the node itself.
    static func stops(_ action: String) -> Bool {
        ["kill", "restart", "pause", "leave", "churn"].contains(action)
    }

    /// The same as a verb phrase.
    static func verb(_ action: String, plural: Bool) -> String {
        switch action {
        case "leave": "left"
        case "join": "joined"
        case "churn": "went down (churn)"
        default:
            (plural ? "were " : "was ")
                + (mark(action) == action ? "hit by \(action)" : mark(action))
        }
    }
}
