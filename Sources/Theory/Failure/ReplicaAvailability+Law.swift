extension Parameter {
    fileprivate static let availability = Parameter(
        "availability", "share of the time that one replica is up", .from(0, to: 1))
    fileprivate static let replicas = Parameter(
        "replicas", "how many there are, failing independently", .from(1, to: 100), as: .whole)
    fileprivate static let needed = Parameter(
        "needed", "how many must be up", .from(1, to: 100), as: .whole)
}

extension Law {
    static let replicas = Law(
        name: "replicas", summary: "how often any, most or so many of k replicas are up",
        source: "Barlow and Proschan, Statistical Theory of Reliability and Life Testing, 1975; "
            + "Thomas, A Majority Consensus Approach, ACM TODS 4, 1979",
        questions: [
            Question(parameters: [.availability, .replicas]) { settings throws(ModelError) in
                let system = system(settings)
                return [
                    .share("one alone", system.availability),
                    .share("any is enough, 1 - (1 - a)^k", system.atLeast(1)),
                    .share("a majority of \(system.majority) is", system.atLeast(system.majority)),
                    .share("all are needed", system.atLeast(system.replicas)),
                    down("one alone", 1 - system.availability),
                    down("any", system.fewerThan(1)),
                    down("a majority", system.fewerThan(system.majority)),
                    down("all", system.fewerThan(system.replicas)),
                ]
            },
            Question(
                parameters: [.availability, .replicas, .needed]
            ) { settings throws(ModelError) in
                let system = system(settings)
                let needed = settings.whole(.needed)
                try ModelError.check("needed", needed, atMost: "replicas", system.replicas)
                return [
                    .share("at least \(needed) up", system.atLeast(needed)),
                    .share("fewer", system.fewerThan(needed)),
                    down("at least \(needed)", system.fewerThan(needed)),
                ]
            },
        ])

    private static func system(_ settings: Settings) -> ReplicaAvailability {
        ReplicaAvailability(
            availability: settings[.availability], replicas: settings.whole(.replicas))
    }

    private static func down(_ what: String, _ share: Double) -> ResultRow {
        let secondsPerYear = 365.0 * 24 * 3600
        return ResultRow("\(what): down per year", share * secondsPerYear, .seconds)
    }
}
