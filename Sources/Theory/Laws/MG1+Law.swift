extension Parameter {
    fileprivate static let scv = Parameter(
        "scv", "variance of the service time over its squared mean", .from(0, to: 1e9))
    fileprivate static let low = Parameter.time(
        "low", .milliseconds, "the shorter service time", .from(0, to: 1e9))
    fileprivate static let high = Parameter.time(
        "high", .milliseconds, "the longer service time", .above(0, to: 1e9))
    fileprivate static let highShare = Parameter(
        "high_share", "share of the longer ones", .above(0, to: 1))
}

extension Law {
    static let mg1 = Law(
        name: "mg1", summary: "M/G/1: one server, Poisson arrivals, any service times",
        source: "Pollaczek 1930, Khinchine 1932; Kleinrock, Queueing Systems 1, 1975, chapter 5",
        questions: [
            Question(parameters: [.utilisation, .scv, .service]) { settings throws(ModelError) in
                ResultRow.means(
                    try MG1(
                        utilisation: settings[.utilisation], serviceMean: settings[.service],
                        serviceSCV: settings[.scv]))
            },
            Question(
                parameters: [.utilisation, .low, .high, .highShare]
            ) { settings throws(ModelError) in
                let service = try TwoPointService(
                    low: settings[.low], high: settings[.high], highShare: settings[.highShare])
                let queue = try MG1(utilisation: settings[.utilisation], service: service)
                return [
                    ResultRow("service mean", service.mean, .milliseconds),
                    ResultRow("service scv", service.scv),
                ] + ResultRow.means(queue)
            },
        ])
}
