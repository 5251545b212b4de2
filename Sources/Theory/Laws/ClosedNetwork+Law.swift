extension Parameter {
    fileprivate static let clients = Parameter(
        "clients", "how many think and ask in turn", .from(1, to: 1e7), as: .whole)
    fileprivate static let think = Parameter.time(
        "think", .milliseconds, "mean time from answer to next request", .from(0, to: 1e9),
        otherwise: 0)
    fileprivate static let station = Parameter(
        "servers", "how many with one queue; 0: one for everybody", .from(0, to: 1e6), as: .whole,
        otherwise: 1)
}

extension Law {
    static let mva = Law(
        name: "mva", summary: "closed loop: clients that think, ask one station, and wait for it",
        source: "Reiser and Lavenberg, JACM 27, 1980; Kleinrock, Queueing Systems 1, 1975, "
            + "chapter 3; bounds: Denning and Buzen 1978",
        questions: [
            Question(
                parameters: [.clients, .service, .think, .station]
            ) { settings throws(ModelError) in
                rows(
                    ClosedNetwork(
                        clients: settings.whole(.clients), demand: settings[.service],
                        think: settings[.think],
                        station: settings[.station] == 0
                            ? .delay : .queue(servers: settings.whole(.station))))
            }
        ])

    private static func rows(_ network: ClosedNetwork) -> [ResultRow] {
        var rows = [
            ResultRow("throughput", network.throughput * 1000, .perSecond),
            ResultRow("throughput is at most", network.throughputBound * 1000, .perSecond),
            ResultRow("response mean", network.response, .milliseconds),
            ResultRow("response mean is at least", network.responseBound, .milliseconds),
            ResultRow("number in system", network.meanAtStation),
        ]
        if let utilisation = network.utilisation {
            rows.append(.share("utilisation", utilisation))
        }
        if let knee = network.knee { rows.append(ResultRow("knee, in clients", knee)) }
        return rows
    }
}
