extension Parameter {
    fileprivate static let period = Parameter.time(
        "period", .milliseconds, "between two heartbeats", .above(0, to: 1e9), otherwise: 1000)
    fileprivate static let misses = Parameter(
        "misses", "periods of silence that mean death", .from(1, to: 1e6), as: .whole, otherwise: 3)
    fileprivate static let nodes = Parameter(
        "nodes", "peers, or clients of a server", .from(2, to: 1e9), as: .whole)
}

extension Law {
    static let heartbeat = Law(
        name: "heartbeat", summary: "heartbeats: when silence is noticed, and at what load",
        source: "Chen, Toueg and Aguilera, On the Quality of Service of Failure Detectors, IEEE "
            + "Transactions on Computers 51, 2002",
        questions: [
            Question(parameters: [.nodes, .period, .misses]) { settings throws(ModelError) in
                let silence = HeartbeatSilence(
                    period: settings[.period], misses: settings.whole(.misses))
                let nodes = settings[.nodes]
                let observers = settings.whole(.nodes) - 1
                func load(links: Double) -> Double { silence.messages(links: links) * 1000 }
                return [
                    ResultRow("noticed, at least", silence.earliest, .milliseconds),
                    ResultRow("noticed by a node, mean", silence.mean, .milliseconds),
                    ResultRow("noticed, at most", silence.latest, .milliseconds),
                    ResultRow("first of a mesh, mean", silence.first(of: observers), .milliseconds),
                    ResultRow("last of a mesh, mean", silence.last(of: observers), .milliseconds),
                    ResultRow("star: messages", load(links: nodes), .perSecond),
                    ResultRow("star: to the server", load(links: nodes) / 2, .perSecond),
                    ResultRow(
                        "mesh: messages", load(links: nodes * (nodes - 1) / 2), .perSecond),
                    ResultRow("mesh: to each peer", load(links: nodes - 1) / 2, .perSecond),
                ]
            }
        ])
}
