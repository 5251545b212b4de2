import Node
import Topology

extension Schema {
    /// Kinds that have a name and no code yet.
    private static let laterKinds = ["hybrid"]

    /// The table of an arm: what every topology takes, then what each kind takes for itself.
    static func topology(among registry: TopologyRegistry) -> SchemaTable {
        let known = registry.kinds.map { Word($0.kind) }
        let later = laterKinds.filter { registry[$0] == nil }
        let kinds = known + later.map { Word($0, isAvailable: false) }
        return SchemaTable(
            "topology", "the topologies to compare", shape: .list(1...16),
            keys: [
                SchemaKey(
                    "kind", .word(kinds), .required(example: .text(kinds.first?.name ?? "")),
                    "who serves whom")
            ] + common + registry.kinds.flatMap { own(of: $0) })
    }

    private static let common = [
        SchemaKey("label", .text(.label), .derived("kind"), "the arm's name, unique"),
        SchemaKey(
            "speed", .number(0.001...1_000), .number(1),
            "what divides service times at this arm's providers"),
        SchemaKey(
            "acknowledge", .word(Acknowledge.allCases.map { Word($0.rawValue) }), .text("all"),
            "which holders confirm a put before it is answered"),
        SchemaKey(
            "detection",
            .word([Word("connection"), Word("heartbeat"), Word("swim")]), .text("connection"),
            "how a node learns that another is gone"),
        SchemaKey(
            "period_ms", .number(1...3_600_000), .number(1_000),
            "time between heartbeats, or between the probes of a node",
            with: .init("detection", "heartbeat", "swim")),
        SchemaKey(
            "misses", .integer(1...100), .integer(3), "heartbeats missed until a node is gone",
            with: .init("detection", "heartbeat")),
        SchemaKey(
            "indirect", .integer(0...64), .integer(3),
            "nodes asked to probe one that did not answer", with: .init("detection", "swim")),
        SchemaKey(
            "suspicion_periods", .integer(1...100), .integer(3),
            "periods a suspected node has to refute it", with: .init("detection", "swim")),
        SchemaKey(
            "detection_limit_per_s", .number(1...1e9), .number(20_000),
            "messages that detection may send in the whole arm",
            with: .init("detection", "heartbeat", "swim")),
        SchemaKey(
            "repair", .flag, .flag(false),
            "whether the living take the places of holders that are down, and are given the keys"),
        SchemaKey(
            "durability", .word(Durability.allCases.map { Word($0.rawValue) }), .text("memory"),
            "what a killed provider still has: nothing, or all that its log has on the disk"),
    ]

    private static func own(of kind: any Topology.Type) -> [SchemaKey] {
        kind.parameters.map { parameter in
            SchemaKey(
                parameter.name, .integer(parameter.range), .integer(parameter.standard),
                parameter.meaning,
                available: parameter.available == parameter.range
                    ? .always
                    : .range(
                        Double(
                            parameter.available.lowerBound)...Double(
                                parameter.available.upperBound)),
                with: .init("kind", kind.kind))
        }
    }
}
