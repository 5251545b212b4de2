import Core
package import Node

/// A value that would do by itself, and does not go with the others.
package enum Contradiction: Sendable, Equatable {
    /// A key that goes only with certain values of another key, which has a different one.
    case outOfPlace(String, table: String, key: String, expected: [String], found: String)
    /// A value that the others do not allow.
    case conflict(String, value: String, expected: String)
    /// What goes with connections alone, over datagrams, and why.
    case needsConnections(String, value: String, because: String)
    case duplicateLabel(String, first: Place)
    case tooManyOperations(Double, ratePerSecond: Double, seconds: Double, maximum: Double)
    /// A closed loop on virtual time in which nothing takes any; `delayHelps` where a link's would.
    case timelessLoop(arm: String, delayHelps: Bool)
    case tooManyInLoop(
        Double, arm: String, ratePerSecond: Double, seconds: Double, maximum: Double)
    /// A fault at a node that no arm has; `nodes` are the targets there are.
    case noSuchTarget(String, nodes: [String])
    /// A fault at a role that does not say at how many nodes.
    case noNumber(target: String)
    case countAndShare
    /// A fault that goes on needs an end.
    case needsLength(action: String)
    /// Failure detection that would send more than an arm's limit.
    case detectionLoad(Detection, nodes: Int, perSecond: Double, limit: Double)

    var text: String {
        switch self {
        case .outOfPlace(let name, let table, let key, let expected, let found):
            "\(quoted(name)) goes with \(key) = \(alternatives(expected.map { quoted($0) })), and "
                + "this \(table) has \(key) = \(quoted(found)): remove \(quoted(name)) "
                + "or change \(quoted(key))"
        case .conflict(let key, let value, let expected):
            "\(quoted(key)) is \(value): expected \(expected)"
        case .needsConnections(let key, let value, let reason):
            "\(quoted(key)) is \(value), which protocol = \"udp\" cannot do, as without connections "
                + "\(reason): write protocol = \"tcp\" in [transport], or remove it"
        case .duplicateLabel(let label, let first):
            "the label \(quoted(label)) is taken by the [[topology]] at \(first.text): "
                + "give this one a \"label\" of its own"
        case .tooManyOperations(let count, let rate, let seconds, let maximum):
            "\"rate_per_s\" is \(digits(rate)): over \(digits(seconds)) s of warm-up and "
                + "measurement these are \(digits(count)) operations a trial, and at most "
                + "\(digits(maximum)) can be planned: lower the rate or shorten the schedule"
        case .timelessLoop(let arm, let delayHelps):
            "\"outstanding\" asks for a closed loop, in which nothing takes time on the simulated "
                + "tier in topology \(quoted(arm)), so that it would never end: expected "
                + alternatives(
                    ["service_time_us", "think_ms in [workload]"]
                        + (delayHelps ? ["delay_ms in [network.link]"] : []))
                + " above 0, or tier = \"loopback\""
        case .tooManyInLoop(let count, let arm, let rate, let seconds, let maximum):
            "\"outstanding\" asks for a closed loop of about \(digits(rate.rounded())) operations a "
                + "second in topology \(quoted(arm)): over \(digits(seconds)) s of warm-up and "
                + "measurement these are \(digits(count)) operations a trial, and at most "
                + "\(digits(maximum)) can be recorded: raise think_ms or service_time_us, lower "
                + "outstanding or participants.count, or shorten the schedule"
        case .noSuchTarget(let target, let nodes):
            "\"target\" is \(quoted(target)), which no topology here has: expected "
                + alternatives(nodes)
        case .noNumber(let target):
            "\"target\" is \(quoted(target)), a role: say how many of it with "
                + "count = 1 or share = 0.25, or name one as \(quoted(target + "-0"))"
        case .countAndShare:
            "\"count\" and \"share\" are both given: remove one of them"
        case .needsLength(let action):
            "\"action\" is \(quoted(action)), which goes on for a time: say how long with for_s = 2"
        case .detectionLoad(let detection, let nodes, let perSecond, let limit):
            detection.tooBusy(nodes: nodes, perSecond: perSecond, limit: limit)
        }
    }
}

extension Detection {
    fileprivate func tooBusy(nodes: Int, perSecond: Double, limit: Double) -> String {
        var ways = ["a longer \"period_ms\""]
        let period: Nanoseconds
        switch self {
        case .connection: period = 0
        case .heartbeat(let setting):
            period = setting.periodNanoseconds
            ways.append("detection = \"swim\"")
        case .swim(let setting): period = setting.periodNanoseconds
        }
        ways.append("a higher \"detection_limit_per_s\"")
        let milliseconds = digits(period.inSeconds * 1_000)
        return "\"period_ms\" is \(milliseconds): \(nodes) nodes at \(milliseconds) ms would send "
            + "\(digits(perSecond)) messages/s for detection alone: expected at most "
            + "\(digits(limit)): give " + alternatives(ways)
    }
}
