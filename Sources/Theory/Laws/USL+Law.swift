extension Parameter {
    fileprivate static let alpha = Parameter(
        "alpha", "contention: share that cannot be done side by side", .from(0, to: 1))
    fileprivate static let beta = Parameter(
        "beta", "coherency: cost of every pair that must agree", .from(0, to: 1))
    fileprivate static let clients = Parameter("clients", "how many", .from(1, to: 1e12))
    fileprivate static let single = Parameter(
        "single_per_s", "throughput of one", .above(0, to: 1e12), otherwise: 1)
    fileprivate static let points = Parameter(
        "points", "clients:throughput, at least six of them", .above(0, to: 1e12), as: .pairs)
}

extension Law {
    static let usl = Law(
        name: "usl", summary: "Universal Scalability Law: throughput of N, or a fit of it",
        source: "Gunther, Guerrilla Capacity Planning, 2007, chapters 4 to 6",
        questions: [
            Question(
                parameters: [.alpha, .beta, .clients, .single]
            ) { settings throws(ModelError) in
                let law = USL(
                    contention: settings[.alpha], coherency: settings[.beta],
                    single: settings[.single])
                let throughput = law.throughput(clients: settings[.clients])
                return [
                    ResultRow("throughput", throughput, .perSecond),
                    ResultRow("capacity, times one", throughput / law.single),
                    .share("efficiency", throughput / law.single / settings[.clients]),
                ] + peak(of: law)
            },
            Question(parameters: [.points]) { settings throws(ModelError) in
                let fit = try USLFit(
                    settings.pairs(.points).map { .init(clients: $0.0, throughput: $0.1) })
                return [
                    ResultRow("alpha, contention", fit.law.contention),
                    ResultRow("beta, coherency", fit.law.coherency),
                    ResultRow("throughput of one", fit.law.single, .perSecond),
                    .share("typical error of the fit", fit.relativeError),
                ] + peak(of: fit.law)
            },
        ])

    private static func peak(of law: USL) -> [ResultRow] {
        [
            ResultRow("peak, in clients", law.peakClients),
            ResultRow("throughput is at most", law.peakThroughput, .perSecond),
        ]
    }
}
