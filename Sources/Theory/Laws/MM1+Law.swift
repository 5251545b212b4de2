extension Law {
    static let mm1 = Law(
        name: "mm1", summary: "M/M/1: one server, Poisson arrivals, exponential service",
        source: "Kleinrock, Queueing Systems 1, 1975, chapter 3",
        questions: [
            Question(parameters: [.utilisation, .service]) { settings throws(ModelError) in
                ResultRow.all(
                    try MM1(
                        utilisation: settings[.utilisation], serviceMean: settings[.service]))
            },
            Question(parameters: [.arrivalRate, .service]) { settings throws(ModelError) in
                ResultRow.all(
                    try MM1(
                        utilisation: settings.utilisation(), serviceMean: settings[.service]))
            },
        ])
}
