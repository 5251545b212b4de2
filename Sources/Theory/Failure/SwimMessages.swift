import Glibc

/// What a SWIM group sends, how fast word spreads in it and how often it is wrong (Das, Gupta and
/// Motivala, SWIM, DSN 2002, sections 3.1, 4.1 and 5.1).
package enum SwimMessages {
    /// A ping and an ack: each member pings one other, and one other pings it.
    package static let perMemberAndPeriod = 2.0

    /// The chance that a living member is taken for dead in a period by somebody.
    ///
    /// A message arrives with the chance `delivery`; a silent member is probed through `helpers`
    /// others. The formula is that of a large group in which everybody is alive.
    package static func falseDetection(delivery: Double, helpers: Int) -> Double {
        let direct = 1 - delivery * delivery
        let indirect = 1 - pow(delivery, 4)
        // Where next to nothing arrives, the paper's approximation is above a certainty.
        return min(1, direct * pow(indirect, Double(helpers)) * -1 / expm1(-1))
    }

    /// How many know a word that is passed on with pings and acks, by the paper's epidemic.
    package static func informed(members: Int, afterPeriods periods: Double) -> Double {
        let count = Double(members)
        return count / (1 + (count - 1) * exp(-rate(members: members) * periods))
    }

    /// Periods until all but one of them know it.
    package static func periodsUntilAllButOne(members: Int) -> Double {
        2 * log(Double(members) - 1) / rate(members: members)
    }

    /// Periods until half of them know it.
    package static func periodsUntilHalf(members: Int) -> Double {
        log(Double(members) - 1) / rate(members: members)
    }

    private static func rate(members: Int) -> Double { 2 - 1 / Double(members) }
}
