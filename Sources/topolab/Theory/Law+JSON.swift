import Core
import Theory

extension Law {
    /// What the law is and how it is asked.
    var json: JSON {
        .object([
            .init("name", .string(name)), .init("summary", .string(summary)),
            .init("source", .string(source)),
            .init("questions", .array(questions.map { .array($0.parameters.map(\.json)) })),
        ])
    }
}

extension Parameter {
    fileprivate var json: JSON {
        .object([
            .init("name", .string(name)), .init("meaning", .string(meaning)),
            .init("expected", .string(expected)),
            .init("default", fallback.map { .number($0) } ?? .null),
        ])
    }
}

extension Law.Answer {
    /// The answer as data; what nothing limits is null.
    func json(of law: Law) -> JSON {
        .object([
            .init("theory", .string(law.name)),
            .init("parameters", .object(settings.all.map { .init($0.parameter.name, $0.json) })),
            .init(
                "results",
                .array(
                    rows.map { row in
                        .object([
                            .init("name", .string(row.name)), .init("value", .number(row.value)),
                            .init("unit", .string(row.unit.rawValue)),
                        ])
                    })),
            .init("source", .string(law.source)),
        ])
    }
}

extension Settings.Setting {
    fileprivate var json: JSON {
        switch parameter.form {
        case .number, .whole: numbers.first.map { .number($0) } ?? .null
        case .numbers: .array(numbers.map { .number($0) })
        case .pairs:
            .array(
                stride(from: 0, to: numbers.count - 1, by: 2).map {
                    .array([.number(numbers[$0]), .number(numbers[$0 + 1])])
                })
        }
    }
}
