extension Parameter {
    fileprivate static let members = Parameter(
        "members", "how many there are, with the dead one", .from(2, to: 1e6), as: .whole)
    fileprivate static let period = Parameter.time(
        "period", .milliseconds, "in which each probes one other", .above(0, to: 1e9),
        otherwise: 1000)
    fileprivate static let alive = Parameter(
        "alive", "share of the others that is alive", .above(0, to: 1), otherwise: 1)
    fileprivate static let delivery = Parameter(
        "delivery", "chance that a message arrives", .from(0, to: 1), otherwise: 0.99)
    fileprivate static let helpers = Parameter(
        "helpers", "members through which a silent one is probed", .from(0, to: 1000), as: .whole,
        otherwise: 3)
}

extension Law {
    static let swim = Law(
        name: "swim", summary: "SWIM: when a death is suspected, at what cost, how often wrongly",
        source: "Das, Gupta and Motivala, SWIM, DSN 2002, sections 3.1, 4.1, 4.3 and 5.1",
        questions: [
            Question(
                parameters: [.members, .period, .alive, .delivery, .helpers]
            ) { settings throws(ModelError) in
                detection(settings) + costs(settings)
            }
        ])

    /// In rounds that begin together, and with periods of each member's own.
    private static func detection(_ settings: Settings) -> [ResultRow] {
        let probes = SwimProbes(
            members: settings.whole(.members), aliveShare: settings[.alive])
        let limit = SwimProbes.synchronousLimit(aliveShare: settings[.alive])
        func time(_ name: String, periods: Double) -> ResultRow {
            ResultRow(name, periods * settings[.period], .milliseconds)
        }
        return [
            .share("probed in a period", probes.chancePerPeriod),
            time("rounds in step: first found, mean", periods: probes.synchronousMean),
            time("rounds in step: very many members", periods: limit),
            time("rounds in step: first found, p99", periods: probes.synchronousP99),
            time("own periods, at random: first probe", periods: probes.unsynchronisedMean),
            time("own periods, in turn: first probe", periods: probes.roundRobinMean),
            // Nobody is suspected before the prober's period is over.
            time("own periods, at random: suspected", periods: probes.unsynchronisedMean + 1),
            time("own periods, in turn: suspected", periods: probes.roundRobinMean + 1),
        ]
    }

    private static func costs(_ settings: Settings) -> [ResultRow] {
        let members = settings.whole(.members)
        let perMember = SwimMessages.perMemberAndPeriod / settings[.period] * 1000
        return [
            ResultRow(
                "half have heard, after",
                SwimMessages.periodsUntilHalf(members: members)
                    * settings[.period], .milliseconds),
            ResultRow(
                "all but one have heard, after",
                SwimMessages.periodsUntilAllButOne(members: members) * settings[.period],
                .milliseconds),
            .share(
                "wrongly suspected in a period",
                SwimMessages.falseDetection(
                    delivery: settings[.delivery], helpers: settings.whole(.helpers))),
            ResultRow("messages of a member", perMember, .perSecond),
            ResultRow("messages of all", perMember * Double(members), .perSecond),
        ]
    }
}
