extension Parameter {
    fileprivate static let rate = Parameter(
        "rate_per_s", "requests due, at equal gaps", .above(0, to: 1e9), otherwise: 1000)
    fileprivate static let measure = Parameter.time(
        "measure", .seconds, "time measured", .above(0, to: 1e7), otherwise: 60)
    fileprivate static let stallLength = Parameter.time(
        "stall", .seconds, "how long the server stands still", .above(0, to: 1e6), otherwise: 1)
    fileprivate static let unloaded = Parameter.time(
        "unloaded", .milliseconds, "response time otherwise", .from(0, to: 1e9), otherwise: 0.5)
    fileprivate static let load = Parameter(
        "utilisation", "how busy the server is otherwise", .from(0, below: 1), otherwise: 0)
    fileprivate static let connections = Parameter(
        "connections", "of the closed loop beside it", .from(1, to: 1e6), as: .whole, otherwise: 10)
}

extension Law {
    static let stall = Law(
        name: "stall", summary: "a server stands still once: what open and closed loops see",
        source: "Tene, How NOT to Measure Latency, 2013, and HdrHistogram; Schroeder, Wierman and "
            + "Harchol-Balter, Open Versus Closed, NSDI 2006",
        questions: [
            Question(
                parameters: [.rate, .measure, .stallLength, .unloaded, .load, .connections]
            ) { settings throws(ModelError) in
                let open = try OpenStall(
                    ratePerSecond: settings[.rate], measureSeconds: settings[.measure],
                    stallSeconds: settings[.stallLength],
                    unloadedSeconds: settings[.unloaded] / 1000, utilisation: settings[.load])
                let closed = ClosedStall(
                    connections: settings.whole(.connections), ratePerSecond: open.ratePerSecond,
                    measureSeconds: open.measureSeconds, stallSeconds: open.stallSeconds,
                    unloadedSeconds: open.unloadedSeconds)
                return rows(open) + rows(closed)
            }
        ] + omission.questions)

    private static let shares = [
        ("p50", 0.5), ("p98", 0.98), ("p99", 0.99), ("p99.9", 0.999), ("p99.99", 0.9999),
    ]

    private static func rows(_ stall: OpenStall) -> [ResultRow] {
        [ResultRow("open loop: samples", stall.samples)]
            + times("open loop", maximum: stall.maximumSeconds, mean: stall.meanSeconds) {
                stall.response(percentile: $0)
            } + [
                .share("open loop: share that waits", stall.affectedShare),
                ResultRow(
                    "open loop: samples above 100 ms",
                    stall.samples(above: max(0.1, stall.unloadedSeconds))),
            ]
    }

    private static func rows(_ stall: ClosedStall) -> [ResultRow] {
        [ResultRow("closed loop: samples", stall.samples)]
            + times("closed loop", maximum: stall.maximumSeconds, mean: stall.meanSeconds) {
                stall.response(percentile: $0)
            } + [.share("closed loop: share that waits", stall.affectedShare)]
    }

    private static func times(
        _ title: String, maximum: Double, mean: Double, percentile: (Double) -> Double
    ) -> [ResultRow] {
        shares.map {
            ResultRow("\(title): \($0.0)", percentile($0.1) * 1000, .milliseconds)
        } + [
            ResultRow("\(title): max", maximum * 1000, .milliseconds),
            ResultRow("\(title): mean", mean * 1000, .milliseconds),
        ]
    }
}
