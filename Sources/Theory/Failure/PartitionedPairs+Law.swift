extension Parameter {
    fileprivate static let nodes = Parameter(
        "nodes", "peers, or clients of a server", .from(2, to: 1e9), as: .whole)
    fileprivate static let share = Parameter(
        "share", "part of them cut off from the others, and from the server", .from(0, to: 1))
}

extension Law {
    static let partition = Law(
        name: "partition", summary: "who still reaches whom when a network falls in two",
        source: "pairs by counting; majority: Gilbert and Lynch, Brewer's Conjecture, SIGACT News "
            + "33, 2002",
        questions: [
            Question(parameters: [.nodes, .share]) { settings throws(ModelError) in
                let split = PartitionedPairs(
                    nodes: settings.whole(.nodes), share: settings[.share])
                return [
                    ResultRow("nodes cut off", split.cutOff),
                    ResultRow("mesh: ordered pairs kept", split.meshPairs),
                    ResultRow("of", split.pairs),
                    .share("mesh: pairs kept, exactly", split.meshShare),
                    .share(
                        "mesh: of very many, q^2 + (1 - q)^2",
                        PartitionedPairs.limit(share: settings[.share])),
                    .share("mesh: nodes with a majority", split.withMajority),
                    .share("star: clients still served", split.starServed),
                    .share("star: pairs of clients kept", split.starShare),
                ]
            }
        ])
}
