import Faults

extension Schema {
    /// The table of a fault: what every fault takes, then what each takes for itself.
    static func fault(among registry: FaultRegistry) -> SchemaTable {
        SchemaTable(
            "fault", "what is broken, whom, and when", shape: .list(0...1_000),
            keys: [
                SchemaKey(
                    "action",
                    .word(registry.kinds.map { Word($0.action) }),
                    .required(example: .text("kill")), "what is done")
            ] + whom(among: registry) + when(among: registry)
                + registry.kinds.flatMap { own(of: $0) })
    }

    private static let roles = SchemaKey.Condition("target", "provider", "participant")

    private static func whom(among registry: FaultRegistry) -> [SchemaKey] {
        let aimed = SchemaKey.Condition(
            "action", among: registry.kinds.filter { $0.aim != .everybody }.map { $0.action })
        return [
            SchemaKey(
                "target", .text(.target), .required(example: .text("provider-0")),
                "a role, one of it by number, or a node's name", with: aimed),
            SchemaKey(
                "count", .integer(1...10_000), .none, "how many of the role, picked from the seed",
                with: aimed, roles),
            SchemaKey(
                "share", .number(0.0001...1), .none,
                "which share of the role, picked from the seed",
                with: aimed, roles),
        ]
    }

    private static func when(among registry: FaultRegistry) -> [SchemaKey] {
        func actions(_ duration: FaultDuration) -> [String] {
            registry.kinds.filter { $0.duration == duration }.map { $0.action }
        }
        return [
            SchemaKey(
                "at_s", .number(0...86_400), .required(example: .number(4)),
                "when it strikes, from the start of measurement"),
            SchemaKey(
                "for_s", .number(0.001...86_400), .none,
                "how long until it is undone; left out: never",
                with: .init("action", among: actions(.optional) + actions(.required))),
        ]
    }

    private static func own(of fault: any Fault.Type) -> [SchemaKey] {
        fault.parameters.map { parameter in
            SchemaKey(
                parameter.name, Form(parameter.form),
                parameter.standard.map { .value(SettingValue($0, as: parameter.form)) }
                    ?? .required(example: SettingValue(parameter.form)),
                parameter.meaning, with: .init("action", fault.action))
        }
    }
}

extension Form {
    fileprivate init(_ form: FaultParameter.Form) {
        switch form {
        case .number(let range): self = .number(range)
        case .integer(let range): self = .integer(range)
        case .flag: self = .flag
        case .numbers(let range): self = .numbers(range)
        }
    }
}

extension SettingValue {
    fileprivate init(_ value: FaultValue, as form: FaultParameter.Form) {
        switch value {
        case .number(let number):
            if case .integer = form { self = .integer(Int(number)) } else { self = .number(number) }
        case .flag(let flag): self = .flag(flag)
        case .numbers(let numbers): self = .numbers(numbers)
        }
    }

    /// An example of what a fault's key takes.
    fileprivate init(_ form: FaultParameter.Form) {
        switch form {
        case .number(let range): self = .number(min(max(10, range.lowerBound), range.upperBound))
        case .integer(let range): self = .integer(min(max(2, range.lowerBound), range.upperBound))
        case .flag: self = .flag(true)
        case .numbers: self = .numbers([0.5, 0.5])
        }
    }
}
