import Core
import Node
import Topology

/// Reads each `[[topology]]`, and lets the topology itself say what contradicts.
struct ArmReader {
    private(set) var findings = Findings()
    private let registry: TopologyRegistry
    private let participants: Section
    private let workload: Section
    /// The labels so far, with where they were taken.
    private var labels: [(label: String, place: Place)] = []

    init(topologies: TopologyRegistry, participants: Section, workload: Section) {
        registry = topologies
        self.participants = participants
        self.workload = workload
    }

    mutating func read(_ section: inout Section) -> BuiltArm {
        let kind = section.text("kind")
        section.derive("label", .text(kind))
        checkLabel(of: section)
        let topology = section.isSound("kind") ? registry[kind] : nil
        let parameters = topology.map { $0.parameters } ?? []
        var values: [String: Int] = [:]
        for parameter in parameters { values[parameter.name] = section.integer(parameter.name) }
        let arm = Arm(
            kind: kind, label: section.text("label"), speed: section.number("speed"),
            acknowledge: Acknowledge(rawValue: section.text("acknowledge")) ?? .all,
            detection: Self.detection(of: section), values: values,
            isRepairing: section.flag("repair"),
            durability: Durability(rawValue: section.text("durability")) ?? .memory)
        noteSpeed(of: section)
        return BuiltArm(
            arm: arm, topology: topology.flatMap { made(arm, $0, section) },
            joining: min(participants.integer("joining"), participants.integer("count")))
    }

    private static func detection(of section: Section) -> Detection {
        let period = Nanoseconds.seconds((section.optionalNumber("period_ms") ?? 0) / 1_000)
        switch section.text("detection") {
        case "heartbeat":
            return .heartbeat(
                Detection.Heartbeat(
                    periodNanoseconds: period, misses: section.integer("misses")))
        case "swim":
            return .swim(
                Detection.Swim(
                    periodNanoseconds: period, indirect: section.integer("indirect"),
                    suspicionPeriods: section.integer("suspicion_periods")))
        default: return .connection
        }
    }

    /// A fast detector among many nodes would be most of the load.
    private mutating func checkDetection(
        of arm: Arm, in topology: any Topology, _ section: Section
    ) {
        guard let limit = section.optionalNumber("detection_limit_per_s"),
            section.isSound("detection", "period_ms", "detection_limit_per_s")
        else { return }
        let load = arm.detection.messagesPerSecond(in: topology)
        guard load > limit else { return }
        findings.report(
            .contradiction(
                .detectionLoad(
                    arm.detection, nodes: topology.members.count, perSecond: load, limit: limit)),
            at: section.place(of: "period_ms"))
    }

    private mutating func checkLabel(of section: Section) {
        guard section.isSound("kind", "label") else { return }
        let label = section.text("label")
        if let first = labels.first(where: { $0.label == label }) {
            let key = section.isGiven("label") ? "label" : "kind"
            findings.report(
                .contradiction(.duplicateLabel(label, first: first.place)),
                at: section.place(of: key))
        } else {
            labels.append((label, section.place))
        }
    }

    private mutating func noteSpeed(of section: Section) {
        guard section.isSound("speed"), section.number("speed") != 1,
            workload.number("service_time_us") == 0
        else { return }
        findings.note(
            .changesNothing("speed", zero: "service_time_us"), at: section.place(of: "speed"))
    }

    private mutating func reportNoRepair(_ kind: String, _ section: Section) {
        findings.report(
            .contradiction(
                .conflict(
                    "repair", value: "true",
                    expected: "false, as topology \(quoted(kind)) has nobody to take a place")),
            at: section.place(of: "repair"))
    }

    /// Where not all are linked, not all can do what all do elsewhere.
    private mutating func checkOverlay(of arm: Arm, _ section: Section) {
        if case .swim = arm.detection, section.isSound("detection") {
            findings.report(
                .contradiction(
                    .conflict(
                        "detection", value: quoted("swim"),
                        expected:
                            "\(quoted("connection")) or \(quoted("heartbeat")) with a degree: "
                            + "a probe's indirect helpers need links to its target, and neighbours "
                            + "have hardly any in common")),
                at: section.place(of: "detection"))
        }
        let peers = participants.integer("count")
        if let degree = arm.values["degree"], degree % 2 == 1, peers % 2 == 1 {
            findings.note(
                .oneLinkLess(degree: degree, nodes: peers), at: section.place(of: "degree"))
        }
    }

    /// The topology with its nodes, nil where it cannot be made.
    private mutating func made(
        _ arm: Arm, _ topology: any Topology.Type, _ section: Section
    ) -> (any Topology)? {
        guard topology.parameters.allSatisfy({ section.isSound($0.name) }),
            participants.isSound("count"), workload.isSound("keys")
        else { return nil }
        let setting = TopologySetting(
            participants: participants.integer("count"), keys: workload.integer("keys"),
            values: arm.values, isRepairing: arm.isRepairing)
        do throws(TopologyContradiction) {
            let made = try topology.init(setting)
            if arm.isRepairing, !made.isRepairing { reportNoRepair(arm.kind, section) }
            if made.overlay != nil { checkOverlay(of: arm, section) }
            checkDetection(of: arm, in: made, section)
            return made
        } catch {
            findings.report(
                .contradiction(
                    .conflict(
                        error.parameter, value: digits(error.value), expected: error.expected)),
                at: section.place(of: error.parameter))
            return nil
        }
    }
}
