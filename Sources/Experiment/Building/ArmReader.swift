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
            values: values)
        noteSpeed(of: section)
        return BuiltArm(arm: arm, topology: topology.flatMap { made(arm, $0, section) })
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

    /// The topology with its nodes, nil where it cannot be made.
    private mutating func made(
        _ arm: Arm, _ topology: any Topology.Type, _ section: Section
    ) -> (any Topology)? {
        guard topology.parameters.allSatisfy({ section.isSound($0.name) }),
            participants.isSound("count"), workload.isSound("keys")
        else { return nil }
        let setting = TopologySetting(
            participants: participants.integer("count"), keys: workload.integer("keys"),
            values: arm.values)
        do throws(TopologyContradiction) {
            return try topology.init(setting)
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
