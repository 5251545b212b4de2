import Glibc
import Measurement

/// What a trial's faults did: who was hit when, and how the operations of that time fared.
struct FaultFinding {
    let drawn: Drawn
    let results: ResultTables

    /// Nil if the trial met no fault.
    var sentence: String? {
        let events = FaultEvent.all(in: results.faults, trial: drawn.trial)
        guard !events.isEmpty else { return nil }
        let told = events.prefix(3).map(story)
        let rest = events.dropFirst(told.count)
        let noun = rest.allSatisfy { $0.action == "churn" } ? "more absence" : "more fault"
        let more = rest.isEmpty ? "" : "; \(Prose.counted(rest.count, noun)) followed"
        return "In \(drawn.place), \(told.joined(separator: "; "))\(more)\(outcome(events))."
    }

    private func story(_ event: FaultEvent) -> String {
        guard let applied = event.applied else {
            let asked = event.asked.map { " at \(NumberText.moment($0)) s" } ?? ""
            return "the fault \"\(event.action)\" asked for\(asked) never took effect"
        }
        let what = "\(event.who) \(event.verb) at \(NumberText.moment(applied)) s"
        guard !FaultWords.isOver(event.action) else { return what }
        let end = event.healed.map { "undone at \(NumberText.moment($0)) s" } ?? "never undone"
        return "\(what) (\(end))"
    }

    /// What became of the operations and users while the faults lasted.
    private func outcome(_ events: [FaultEvent]) -> String {
        let users = usersDown(by: events)
        guard let share = results.trials.double(drawn.row, "outage_availability") else {
            return users.map { ": \($0)" } ?? ""
        }
        let operations = operationsIntended(during: events)
        let number = operations < 100 ? "" : "about \(Self.rough(operations)) "
        let fared =
            switch share {
            case 0: "none of the \(number)operations intended meanwhile succeeded"
            case 1: "every one of the \(number)operations intended meanwhile succeeded"
            default:
                "\(Quantity.percent(share).text) of the \(number)operations intended meanwhile "
                    + "succeeded"
            }
        return ": \(fared)" + (users.map { " for those who stayed up, and \($0)" } ?? "")
    }

    /// "1 of 16 users went down with its node"; nil if none did.
    private func usersDown(by events: [FaultEvent]) -> String? {
        let stops = events.filter { $0.applied != nil && FaultWords.stops($0.action) }
        let stopped = stops.flatMap(\.nodes)
        // Who came late was not there before, and no fault took it away.
        let late = events.filter { $0.action == "join" }.flatMap(\.nodes)
            .filter { !stopped.contains($0) }
        let nodes = results.nodes
        let down = nodes.rows(ofTrial: drawn.trial).count { row in
            let node = nodes[row, "node"]
            let isUser = !nodes[row, "planned"].isEmpty
            return (nodes.double(row, "node_down") ?? 0) > 0 && !late.contains(node)
                || isUser && stopped.contains(node)
        }
        guard down > 0, let users = results.trials.int(drawn.row, "participants") else {
            return nil
        }
        return "\(down) of \(Prose.counted(users, "user")) went down with "
            + (down == 1 ? "its node" : "their nodes") + unplanned(stops)
    }

    /// What an open loop counts as node_down, a closed one never plans: then only the time says it.
    private func unplanned(_ stops: [FaultEvent]) -> String {
        guard results.trials[drawn.row, "loop"] == "closed" else { return "" }
        let end = results.trials.double(drawn.row, "measure_s") ?? 0
        let longest = stops.map { max(0, ($0.healed ?? end) - ($0.applied ?? end)) }.max() ?? 0
        return " for \(NumberText.moment(longest)) s (a closed loop plans nothing meanwhile)"
    }

    /// From 100 ms rows, so only about right at the edges; users who were down do not count.
    private func operationsIntended(during events: [FaultEvent]) -> Double {
        let step = Timeline.rowSeconds
        let end = results.trials.double(drawn.row, "measure_s") ?? .infinity
        let timeline = results.timeline
        return timeline.rows(ofTrial: drawn.trial).reduce(0) { sum, row in
            guard let start = timeline.double(row, "start_s"),
                let planned = timeline.double(row, "planned")
            else { return sum }
            let covered = events.map { event -> Double in
                guard let applied = event.applied else { return 0 }
                return min(start + step, event.healed ?? end) - max(start, applied)
            }
            let share = max(0, min(1, (covered.max() ?? 0) / step))
            return sum + share * (planned - (timeline.double(row, "node_down") ?? 0))
        }
    }

    /// Two significant digits: 8,012 reads 8,000.
    private static func rough(_ count: Double) -> String {
        let unit = pow(10, log10(count).rounded(.down) - 1)
        return NumberText.integer((count / unit).rounded() * unit)
    }
}
