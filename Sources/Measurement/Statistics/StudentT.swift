import Glibc

/// Student's t distribution (Student, The Probable Error of a Mean, Biometrika 1908).
package struct StudentT: Sendable {
    /// At least 1; infinite for the normal distribution.
    package let degreesOfFreedom: Double

    package init(degreesOfFreedom: Double) {
        precondition(degreesOfFreedom >= 1, "\(degreesOfFreedom) degrees of freedom")
        self.degreesOfFreedom = degreesOfFreedom
    }

    /// The limit of many degrees of freedom.
    package static let normal = StudentT(degreesOfFreedom: .infinity)

    /// The chance of a value farther from 0 than `distance`, which is not negative.
    package func chanceBeyond(_ distance: Double) -> Double {
        // From 10 million degrees of freedom on, the quantiles differ from the normal ones by less
        // than a millionth.
        if degreesOfFreedom > 1e7 { return erfc(distance / 2.0.squareRoot()) }
        let square = distance * distance
        let sum = degreesOfFreedom + square
        return IncompleteBeta(a: degreesOfFreedom / 2, b: 0.5)
            .value(x: degreesOfFreedom / sum, y: square / sum)
    }

    /// The distance from 0 within which a value lies with this chance, above 0 and below 1: the
    /// factor of a two-sided interval, 2.262 for 95 % and 9 degrees of freedom.
    package func factor(confidence: Double) -> Double {
        precondition(confidence > 0 && confidence < 1, "a confidence of \(confidence)")
        return distance(beyondWithChance: 1 - confidence)
    }

    /// The value below which a share of the distribution lies, above 0 and below 1.
    package func quantile(_ share: Double) -> Double {
        precondition(share > 0 && share < 1, "a quantile of \(share)")
        let distance = distance(beyondWithChance: 2 * min(share, 1 - share))
        return share < 0.5 ? -distance : distance
    }

    /// Inverts `chanceBeyond` by doubling and halving, until the numbers have no more digits.
    private func distance(beyondWithChance chance: Double) -> Double {
        if chance >= 1 { return 0 }
        var low = 0.0
        var high = 1.0
        while chanceBeyond(high) > chance {
            low = high
            high *= 2
        }
        while true {
            let middle = low + (high - low) / 2
            if middle <= low || middle >= high || high - low < 1e-15 * high { return middle }
            if chanceBeyond(middle) > chance { low = middle } else { high = middle }
        }
    }
}
