extension Parameter {
    fileprivate static let nodes = Parameter(
        "nodes", "how many hold keys", .from(1, to: 1e9), as: .whole)
    fileprivate static let killed = Parameter(
        "killed", "how many of them die at once", .from(0, to: 1e9), as: .whole)
    fileprivate static let replicas = Parameter(
        "replicas", "nodes that hold a key", .from(1, to: 1000), as: .whole, otherwise: 1)
    fileprivate static let keys = Parameter(
        "keys", "how many keys there are", .from(1, to: 1e9), as: .whole, otherwise: 10_000)
}

extension Law {
    static let keyLoss = Law(
        name: "key-loss", summary: "keys lost when nodes die at once: C(m, r) / C(N, r)",
        source: "hypergeometric distribution; Feller, An Introduction to Probability Theory 1, "
            + "1968, chapter II.6",
        questions: [
            Question(
                parameters: [.nodes, .killed, .replicas, .keys]
            ) { settings throws(ModelError) in
                let loss = try KeyLoss(
                    nodes: settings.whole(.nodes), killed: settings.whole(.killed),
                    replicas: settings.whole(.replicas))
                let keys = settings.whole(.keys)
                return [
                    .share("keys lost, exactly", loss.share),
                    .share("keys lost of very many nodes, f^r", loss.limit),
                    ResultRow("lost keys, mean", loss.share * Double(keys)),
                    ResultRow(
                        "their deviation, each key placed by itself",
                        loss.standardDeviation(keys: keys) * Double(keys)),
                ]
            }
        ])
}
