import Faults

extension Schema {
    /// Actions that have a name and no code yet.
    private static let laterActions = [
        "partition", "isolate", "slow", "loss", "delay", "leave", "join", "churn",
    ]

    static func fault(among registry: FaultRegistry) -> SchemaTable {
        let later = laterActions.filter { registry[$0] == nil }
        let actions =
            registry.kinds.map { Word($0.action) }
            + later.map { Word($0, isAvailable: false) }
        return SchemaTable(
            "fault", "what is broken, whom, and when", shape: .list(0...1_000),
            keys: [
                SchemaKey(
                    "action", .word(actions), .required(example: .text("kill")), "what is done")
            ] + whom + when(among: registry, later: later) + own)
    }

    private static let roles = SchemaKey.Condition("target", "provider", "participant")

    private static let whom = [
        SchemaKey(
            "target", .text(.target), .required(example: .text("provider-0")),
            "a role, one of it by number, or a node's name"),
        SchemaKey(
            "count", .integer(1...10_000), .none, "how many of the role, picked from the seed",
            with: roles),
        SchemaKey(
            "share", .number(0.0001...1), .none, "which share of the role, picked from the seed",
            with: roles),
    ]

    private static func when(among registry: FaultRegistry, later: [String]) -> [SchemaKey] {
        let undone = registry.kinds.filter { $0.duration != .none }.map { $0.action }
        return [
            SchemaKey(
                "at_s", .number(0...86_400), .required(example: .number(4)),
                "when it strikes, from the start of measurement"),
            SchemaKey(
                "for_s", .number(0.001...86_400), .none,
                "how long until it is undone; left out: never",
                with: .init("action", among: undone + later)),
        ]
    }

    /// What only some actions take; none of these is available yet.
    private static let own = [
        SchemaKey(
            "factor", .number(0.001...1_000), .none, "what multiplies service times",
            available: .never, with: .init("action", "slow")),
        SchemaKey(
            "delay_ms", .number(0...60_000), .none, "delay that is added", available: .never,
            with: .init("action", "delay")),
        SchemaKey(
            "share_lost", .number(0...1), .none, "share of packets that are lost",
            available: .never, with: .init("action", "loss")),
        SchemaKey(
            "groups", .unread("an array of shares"), .none, "shares of the participants per side",
            available: .never, with: .init("action", "partition")),
        SchemaKey(
            "one_way", .unread("true or false"), .none, "whether only one direction is cut",
            available: .never, with: .init("action", "partition")),
        SchemaKey(
            "mean_up_s", .number(0.001...86_400), .none, "mean time until a node leaves",
            available: .never, with: .init("action", "churn")),
        SchemaKey(
            "mean_down_s", .number(0.001...86_400), .none, "mean time until a node returns",
            available: .never, with: .init("action", "churn")),
    ]
}
