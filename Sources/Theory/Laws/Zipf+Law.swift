extension Parameter {
    fileprivate static let keys = Parameter(
        "keys", "how many keys there are", .from(1, to: 1e7), as: .whole, otherwise: 10_000)
    fileprivate static let exponent = Parameter(
        "exponent", "how much the first keys are preferred", .from(0, to: 10), otherwise: 0.99)
    fileprivate static let providers = Parameter(
        "providers", "equal nodes that share the keys", .from(1, to: 1e6), as: .whole, otherwise: 16
    )
}

extension Law {
    static let zipf = Law(
        name: "zipf", summary: "popular keys: what the hottest get, and what that allows",
        source: "Zipf 1949; Breslau et al., Web Caching and Zipf-like Distributions, INFOCOM 1999",
        questions: [
            Question(
                parameters: [.keys, .exponent, .providers]
            ) { settings throws(ModelError) in
                let zipf = Zipf(keys: settings.whole(.keys), exponent: settings[.exponent])
                let ranks = [1, 2, 3, 10].filter { $0 <= zipf.keys }
                return [ResultRow("zeta, the sum of the weights", zipf.zeta)]
                    + ranks.map { .share("share of rank \($0)", zipf.share(rank: $0)) } + [
                        .share("share of the top 10", zipf.share(ofFirst: 10)),
                        .share(
                            "share of the top 10 % of keys",
                            zipf.share(ofFirst: max(1, zipf.keys / 10))),
                        ResultRow(
                            "speed-up over one is at most",
                            zipf.speedUpBound(providers: settings.whole(.providers))),
                    ]
            }
        ])
}
