import Core
import Faults

/// Reads each `[[fault]]`, and holds it against the schedule and the nodes there are.
struct FaultReader {
    private(set) var findings = Findings()
    private let schedule: Section
    private let packets: PacketRule
    /// Nil for an arm whose nodes are not known, as it contradicts itself.
    private let shapes: [ArmShape?]
    private let registry: FaultRegistry

    init(
        registry: FaultRegistry, schedule: Section, packets: PacketRule, shapes: [ArmShape?]
    ) {
        self.registry = registry
        self.schedule = schedule
        self.packets = packets
        self.shapes = shapes
    }

    mutating func read(_ section: inout Section, number: Int) -> FaultSpecification {
        dropCountOrShare(of: &section)
        checkTime(of: section, number: number)
        let action = section.text("action")
        let fault = section.isSound("action") ? registry[action] : nil
        var order = FaultOrder(
            number: number, target: nil, atNanoseconds: .seconds(section.number("at_s")),
            forNanoseconds: section.optionalNumber("for_s").map { .seconds($0) })
        if let fault {
            if fault.needsPackets, packets.lacksPackets {
                findings.report(
                    packets.refusal("action", quoted(action)), at: section.place(of: "action"))
            }
            if fault.aim != .everybody { order.target = target(of: section) }
            if let target = order.target {
                check(target, of: section, number: number, aim: fault.aim)
            }
            for parameter in fault.parameters {
                order.values[parameter.name] = section.faultValue(parameter)
            }
            check(order, fault, section)
        }
        return FaultSpecification(action: action, order: order)
    }

    /// Says what does not go together in one fault.
    private mutating func check(
        _ order: FaultOrder, _ fault: any Fault.Type, _ section: Section
    ) {
        guard fault.parameters.allSatisfy({ section.isSound($0.name) }) else { return }
        if fault.duration == .required, order.forNanoseconds == nil, section.isSound("for_s") {
            findings.report(
                .contradiction(.needsLength(action: fault.action)), at: section.place(of: "action"))
        }
        guard let problem = fault.contradiction(in: order) else { return }
        findings.report(
            .contradiction(
                .conflict(problem.parameter, value: problem.value, expected: problem.expected)),
            at: section.place(of: problem.parameter))
    }

    private mutating func checkTime(of section: Section, number: Int) {
        guard section.isSound("at_s"), schedule.isSound("measure_s") else { return }
        let at = Nanoseconds.seconds(section.number("at_s"))
        let end = Nanoseconds.seconds(schedule.number("measure_s"))
        guard at < end else {
            let asked = section.number("at_s")
            // A time is rounded to nanoseconds, the token is as the file has it.
            let nearest = asked < end.inSeconds ? " to the nearest nanosecond" : ""
            findings.report(
                .contradiction(
                    .conflict(
                        "at_s", value: digits(asked),
                        expected: "less than \(digits(end.inSeconds))\(nearest), "
                            + "when measurement ends")),
                at: section.place(of: "at_s"))
            return
        }
        guard section.isSound("for_s"), let length = section.optionalNumber("for_s") else { return }
        let healed = at + .seconds(length)
        guard healed > end else { return }
        findings.note(
            .undoneTooLate(fault: number, atNanoseconds: healed, endNanoseconds: end),
            at: section.place(of: "for_s"))
    }

    /// Leaves one of two keys that say the same: an option's before the file's.
    private mutating func dropCountOrShare(of section: inout Section) {
        guard let count = section.item("count")?.place, let share = section.item("share")?.place
        else { return }
        if count.isOption == share.isOption {
            findings.report(.contradiction(.countAndShare), at: max(count, share))
            section.remove("share")
        } else {
            let (lost, option) = count.isOption ? ("share", count) : ("count", share)
            findings.note(.leftOut(lost, because: option.text), at: section.place(of: lost))
            section.remove(lost)
        }
    }

    /// The target, nil where it is broken or says no number.
    private mutating func target(of section: Section) -> FaultTarget? {
        guard section.isSound("target", "count", "share") else { return nil }
        let text = section.text("target")
        guard let role = FaultRole(rawValue: text) else { return FaultTarget(place: text) }
        if let count = section.optionalInteger("count") { return .count(role, count) }
        if let share = section.optionalNumber("share") { return .share(role, share) }
        findings.report(.contradiction(.noNumber(target: text)), at: section.place(of: "target"))
        return nil
    }

    /// Says where a target is not to be found, or not as often as is asked.
    private mutating func check(
        _ target: FaultTarget, of section: Section, number: Int, aim: FaultAim
    ) {
        let shapes = shapes.compactMap { $0 }
        guard shapes.count == self.shapes.count, !shapes.isEmpty else { return }
        switch target {
        case .count(let role, let count):
            for shape in shapes where shape.count(of: role, aim) < count {
                findings.note(
                    .cut(
                        fault: number, asked: count, has: shape.count(of: role, aim),
                        role: role.rawValue, arm: shape.label),
                    at: section.place(of: "count"))
            }
        case .place(let role, let place):
            let having = shapes.filter { $0.count(of: role) > place }
            check(section, number: number, isIn: having, of: shapes)
        case .node(let name):
            check(section, number: number, isIn: shapes.filter { $0.has(name) }, of: shapes)
        case .share(let role, _):
            let arms = shapes.filter { $0.count(of: role, aim) == 0 }
            if aim == .joining, !arms.isEmpty {
                findings.note(
                    .nobodyToCome(fault: number, role: role.rawValue, arms: arms.map(\.label)),
                    at: section.place(of: "target"))
            }
        }
        if aim == .joining { noteThereAlready(target, of: section, number: number, in: shapes) }
    }

    private mutating func noteThereAlready(
        _ target: FaultTarget, of section: Section, number: Int, in shapes: [ArmShape]
    ) {
        let arms = shapes.filter { $0.hasFromTheStart(target) }
        guard !arms.isEmpty else { return }
        findings.note(
            .thereAlready(
                fault: number, target: section.text("target"), arms: arms.map(\.label)),
            at: section.place(of: "target"))
    }

    private mutating func check(
        _ section: Section, number: Int, isIn having: [ArmShape], of all: [ArmShape]
    ) {
        let target = section.text("target")
        if having.isEmpty {
            findings.report(
                .contradiction(.noSuchTarget(target, nodes: Self.targets(in: all))),
                at: section.place(of: "target"))
        } else if having.count < all.count {
            findings.note(
                .onlyIn(fault: number, target: target, arms: having.map { $0.label }),
                at: section.place(of: "target"))
        }
    }

    /// Everything that could be a target, as phrases.
    private static func targets(in shapes: [ArmShape]) -> [String] {
        var phrases = FaultRole.allCases.map { $0.rawValue }
        phrases += FaultRole.allCases.map { role in
            ArmShape.range(role.rawValue, count: shapes.map { $0.count(of: role) }.max() ?? 0)
        }
        for phrase in shapes.flatMap({ $0.nodes }) where !phrases.contains(phrase) {
            phrases.append(phrase)
        }
        return phrases
    }
}

extension FaultTarget {
    /// A role with a number, such as `provider-0`, else a node's name.
    fileprivate init(place text: String) {
        for role in FaultRole.allCases {
            let prefix = role.rawValue + "-"
            guard text.hasPrefix(prefix), let number = Int(text.dropFirst(prefix.count)),
                number >= 0, text == "\(prefix)\(number)"
            else { continue }
            self = .place(role, number)
            return
        }
        self = .node(text)
    }
}

extension Section {
    /// What a fault's own key says, nil where it is left to its standard value.
    fileprivate func faultValue(_ parameter: FaultParameter) -> FaultValue? {
        switch parameter.form {
        case .number, .integer: optionalNumber(parameter.name).map { .number($0) }
        case .flag: optionalFlag(parameter.name).map { .flag($0) }
        case .numbers: optionalNumbers(parameter.name).map { .numbers($0) }
        }
    }
}
