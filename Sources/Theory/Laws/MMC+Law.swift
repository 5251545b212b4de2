extension Law {
    static let mmc = Law(
        name: "mmc", summary: "M/M/c: several servers with one queue (Erlang C)",
        source: "Erlang 1917; Kleinrock, Queueing Systems 1, 1975, chapter 3",
        questions: [
            Question(
                parameters: [.servers, .utilisation, .service]
            ) { settings throws(ModelError) in
                let queue = try MMC(
                    servers: settings.whole(.servers), utilisation: settings[.utilisation],
                    serviceMean: settings[.service])
                return [.share("chance of a wait", queue.waitProbability)] + ResultRow.all(queue)
            },
            Question(parameters: [.servers, .arrivalRate, .service]) {
                settings throws(ModelError) in
                let servers = settings.whole(.servers)
                let queue = try MMC(
                    servers: servers, utilisation: settings.utilisation(servers: servers),
                    serviceMean: settings[.service])
                return [.share("chance of a wait", queue.waitProbability)] + ResultRow.all(queue)
            },
        ])
}
