extension Parameter {
    fileprivate static let degree = Parameter(
        "degree", "neighbours of each node", .from(3, to: 1e6), as: .whole)
    fileprivate static let killedShare = Parameter(
        "killed_share", "share of the nodes that die at once", .from(0, to: 1))
}

extension Law {
    static let overlay = Law(
        name: "overlay", summary: "a random overlay after killing a share: who is still reached",
        source: "Cohen et al., Resilience of the Internet to Random Breakdowns, PRL 85, 2000; "
            + "Callaway et al., Network Robustness and Fragility, PRL 85, 2000",
        questions: [
            Question(parameters: [.degree, .killedShare]) { settings throws(ModelError) in
                let overlay = OverlayKill(
                    degree: settings.whole(.degree), killedShare: settings[.killedShare])
                return [
                    .share("links that lead nowhere, u", overlay.deadEnd),
                    .share("survivors still connected, S", overlay.connectedShare),
                    .share("mean reach from a survivor, S^2", overlay.meanReach),
                    .share("falls apart when killed, from", overlay.threshold),
                ]
            }
        ])
}
