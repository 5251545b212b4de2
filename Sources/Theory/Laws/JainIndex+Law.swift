extension Parameter {
    fileprivate static let values = Parameter(
        "values", "what each has", .from(0, to: 1e300), as: .numbers)
}

extension Law {
    static let jain = Law(
        name: "jain", summary: "how evenly something is shared: 1 evenly, 1/n by one alone",
        source: "Jain, Chiu and Hawe, DEC-TR-301, 1984",
        questions: [
            Question(parameters: [.values]) { settings throws(ModelError) in
                let values = settings.list(.values)
                return [
                    ResultRow("Jain's index", try jainIndex(of: values)),
                    ResultRow("values", values.count),
                    ResultRow("its least value", 1 / Double(values.count)),
                ]
            }
        ])
}
