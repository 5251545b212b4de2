/// How far the mean wait of a finite run strays from that of an endless one, M/M/1 (Daley 1968;
/// Whitt, Planning queueing simulations, Management Science 35, 1989).
package struct WaitNoise: Sendable, Equatable {
    /// Above 0 and below 1.
    package let utilisation: Double

    /// The noise of a queue with this utilisation, above 0.
    ///
    /// - Throws: `unstable` for a utilisation of 1 or more.
    package init(utilisation: Double) throws(ModelError) {
        precondition(utilisation > 0, "nobody waits")
        self.utilisation = try ModelError.checked(utilisation: utilisation)
    }

    /// The standard deviation of the mean wait over consecutive customers, at least 1, as a share of
    /// the mean wait.
    package func relativeStandardDeviation(customers: Int) -> Double {
        (relativeVariance / Double(customers)).squareRoot()
    }

    /// How many customers bring the relative standard deviation down to a share, above 0.
    package func customers(forRelativeStandardDeviation share: Double) -> Double {
        (relativeVariance / (share * share)).rounded(.up)
    }

    /// The asymptotic variance over the squared mean wait: what one customer counts for.
    private var relativeVariance: Double {
        let load = utilisation
        let idle = 1 - load
        return (2 + load * (5 + load * (load - 4))) / (load * idle * idle)
    }
}
