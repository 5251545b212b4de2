extension Law {
    static let pooling = Law(
        name: "pooling", summary: "N servers apart, with one queue, or as one N times as fast",
        source: "Kleinrock, Queueing Systems 2, 1976, chapter 5",
        questions: [
            Question(
                parameters: [.servers, .utilisation, .service]
            ) { settings throws(ModelError) in
                let pooling = try Pooling(
                    servers: settings.whole(.servers), utilisation: settings[.utilisation],
                    serviceMean: settings[.service])
                return rows("N separate M/M/1", pooling.separate)
                    + rows("one queue, M/M/N", pooling.shared)
                    + rows("one N times as fast", pooling.oneFast) + [
                        ResultRow(
                            "separate over one queue",
                            pooling.separate.meanResponse / pooling.shared.meanResponse),
                        ResultRow(
                            "separate over one fast",
                            pooling.separate.meanResponse / pooling.oneFast.meanResponse),
                    ]
            }
        ])

    private static func rows(
        _ title: String, _ queue: some QueueWithPercentiles
    ) -> [ResultRow] {
        [
            ResultRow("\(title): mean", queue.meanResponse, .milliseconds),
            ResultRow("\(title): p99", queue.response(percentile: 0.99), .milliseconds),
        ]
    }
}
