import Glibc

/// When the first living member probes a dead one (Das, Gupta and Motivala, SWIM, DSN 2002,
/// section 3.1).
///
/// Times in protocol periods, in which each member probes one other.
package struct SwimProbes: Sendable, Equatable {
    /// The dead one included, at least two.
    package let members: Int
    /// Members that probe, at least one.
    package let living: Int

    /// A group of so many of which a share of the others is alive, rounded, but never nobody.
    package init(members: Int, aliveShare: Double = 1) {
        precondition(members >= 2 && (0...1).contains(aliveShare), "\(members) members")
        self.members = members
        living = max(1, Int((aliveShare * Double(members - 1)).rounded()))
    }

    /// Those whom a member may probe.
    private var others: Double { Double(members - 1) }

    /// The chance that one member's probe is not for the dead one.
    private var missed: Double { 1 - 1 / others }

    /// The chance of at least one probe in a period.
    package var chancePerPeriod: Double { 1 - pow(missed, Double(living)) }

    /// The mean number of rounds that all begin together until one has a probe.
    package var synchronousMean: Double { 1 / chancePerPeriod }

    /// The same for a group as large as one likes: e/(e-1) if everybody else is alive.
    package static func synchronousLimit(aliveShare: Double) -> Double { -1 / expm1(-aliveShare) }

    /// Rounds until 99 of 100 dead members are probed.
    package var synchronousP99: Double {
        chancePerPeriod < 1 ? (log(0.01) / (Double(living) * log(missed))).rounded(.up) : 1
    }

    /// The mean until the first probe if each member has periods of its own and picks anybody.
    ///
    /// One member's first probe is later than k + x periods with the chance m^k (1 - x/(n-1)),
    /// where m is the chance of a miss; that of all of them is its power, summed over time.
    package var unsynchronisedMean: Double {
        let power = Double(living)
        return others / (power + 1) * (1 - pow(missed, power + 1)) / chancePerPeriod
    }

    /// The mean until the first probe if each has periods of its own and probes everybody in turn,
    /// in an order shuffled anew after each turn.
    ///
    /// The chance that one member's wait is k periods falls off within two turns; between k and k +
    /// 1 it is spread evenly.
    package var roundRobinMean: Double {
        let turn = members - 1
        let power = Double(living) + 1
        var later = 1.0
        var sum = 0.0
        for wait in 0..<(2 * turn - 1) {
            let chance = Self.chance(ofWait: wait, turn: Double(turn))
            let next = max(0, later - chance)
            let both = pow(later, power) - pow(next, power)
            sum += both / chance
            later = next
            // What is left adds nothing that a number of this precision could show.
            if both < 1e-18 * sum * chance { break }
        }
        return sum / power
    }

    /// The chance that whole periods pass before a probe that comes once per turn: in what is left
    /// of this turn, or after it.
    private static func chance(ofWait wait: Int, turn: Double) -> Double {
        let wait = Double(wait)
        guard wait < turn else {
            let left = 2 * turn - 1 - wait
            return left * (left + 1) / 2 / (turn * turn * turn)
        }
        let after = wait * (2 * turn - wait - 1) / 2
        return ((turn - wait) + after / turn) / (turn * turn)
    }
}
