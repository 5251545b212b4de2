extension Parameter {
    fileprivate static let killedShare = Parameter(
        "killed_share", "share of the nodes that die at once", .from(0, to: 1))
    fileprivate static let hops = Parameter(
        "hops", "nodes that a lookup asks, with the owner", .from(1, to: 1e6))
    fileprivate static let replicas = Parameter(
        "replicas", "nodes that hold a key", .from(1, to: 1000), as: .whole, otherwise: 1)
    fileprivate static let nodes = Parameter(
        "nodes", "how many are in a ring", .from(1, to: 1e9), as: .whole)
    fileprivate static let successors = Parameter(
        "successors", "how many of those after it each node knows", .from(1, to: 1000), as: .whole)
}

extension Law {
    static let lookup = Law(
        name: "lookup", summary: "lookups that succeed after killing a share of the nodes",
        source: "Stoica et al., Chord, SIGCOMM 2001, sections 6.4 and 6.5",
        questions: [
            Question(
                parameters: [.killedShare, .hops, .replicas]
            ) { settings throws(ModelError) in
                let lookup = LookupSuccess(killedShare: settings[.killedShare])
                let replicas = settings.whole(.replicas)
                return [
                    .share("before repair, (1 - f)^h", lookup.beforeRepair(hops: settings[.hops])),
                    .share("after repair, 1 - f^r", lookup.afterRepair(replicas: replicas)),
                    .share("keys lost, f^r", lookup.lost(replicas: replicas)),
                ]
            },
            Question(
                parameters: [.killedShare, .nodes, .successors]
            ) { settings throws(ModelError) in
                let lookup = LookupSuccess(killedShare: settings[.killedShare])
                return [
                    .share(
                        "the ring breaks, at most N f^r",
                        lookup.ringBreaks(
                            nodes: settings.whole(.nodes),
                            successors: settings.whole(.successors)))
                ]
            },
        ])
}
