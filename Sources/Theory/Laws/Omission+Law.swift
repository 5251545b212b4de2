import Core

extension Parameter {
    fileprivate static let samples = Parameter(
        "samples", "answers recorded beside the stall", .from(1, to: 1e9), as: .whole,
        otherwise: 10_000)
    fileprivate static let value = Parameter.time(
        "value", .milliseconds, "what each of them took", .from(1e-6, to: 1e6), otherwise: 1)
    fileprivate static let stallLength = Parameter.time(
        "stall", .seconds, "the one that took longer", .from(1e-9, to: 1e6), otherwise: 100)
    fileprivate static let interval = Parameter.time(
        "interval", .milliseconds, "when requests were due", .from(1e-3, to: 1e9), otherwise: 10)
}

extension Law {
    static let omission = Law(
        name: "omission", summary: "one stall as a waiting client records it, and corrected",
        source: "Tene, HdrHistogram, recordValueWithExpectedInterval",
        questions: [
            Question(
                parameters: [.samples, .value, .stallLength, .interval]
            ) { settings throws(ModelError) in
                let recorded = RecordedLatencies([
                    (.seconds(settings[.value] / 1000), settings.whole(.samples)),
                    (.seconds(settings[.stallLength]), 1),
                ])
                let corrected = recorded.corrected(
                    expectedInterval: .seconds(settings[.interval] / 1000))
                return rows(
                    "recorded", samples: recorded.samples, maximum: recorded.maximum,
                    mean: recorded.meanNanoseconds, percentile: recorded.percentile)
                    + rows(
                        "corrected", samples: corrected.samples, maximum: corrected.maximum,
                        mean: corrected.meanNanoseconds, percentile: corrected.percentile)
            }
        ])

    private static func rows(
        _ title: String, samples: Int, maximum: Nanoseconds, mean: Double,
        percentile: (Double) -> Nanoseconds
    ) -> [ResultRow] {
        let shares = [
            ("p50", 0.5), ("p75", 0.75), ("p90", 0.9), ("p99", 0.99), ("p99.99", 0.9999),
        ]
        return [ResultRow("\(title): samples", samples)]
            + shares.map {
                ResultRow("\(title): \($0.0)", percentile($0.1).inSeconds, .seconds)
            } + [
                ResultRow("\(title): max", maximum.inSeconds, .seconds),
                ResultRow("\(title): mean", mean / 1e9, .seconds),
            ]
    }
}
