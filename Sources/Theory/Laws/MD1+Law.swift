extension Law {
    static let md1 = Law(
        name: "md1", summary: "M/D/1: one server, Poisson arrivals, every service alike",
        source: "Crommelin 1932; Kleinrock, Queueing Systems 1, 1975, chapter 5",
        questions: [
            Question(parameters: [.utilisation, .service]) { settings throws(ModelError) in
                ResultRow.all(
                    try MD1(
                        utilisation: settings[.utilisation], serviceMean: settings[.service]))
            },
            Question(parameters: [.arrivalRate, .service]) { settings throws(ModelError) in
                ResultRow.all(
                    try MD1(
                        utilisation: settings.utilisation(), serviceMean: settings[.service]))
            },
        ])
}
