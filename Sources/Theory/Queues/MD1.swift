/// One server, Poisson arrivals, every service of the same length (Crommelin 1932; Kleinrock,
/// Queueing Systems 1, 1975, chapter 5).
package struct MD1: QueueWithPercentiles {
    package let utilisation: Double
    package let serviceMean: Double
    private let distribution: CrommelinWait

    package var servers: Int { 1 }

    /// A queue by its utilisation, at least 0, and its service time, above 0.
    ///
    /// - Throws: `unstable` for a utilisation of 1 or more.
    package init(utilisation: Double, serviceMean: Double = 1) throws(ModelError) {
        precondition(serviceMean > 0, "a service time of \(serviceMean)")
        self.utilisation = try ModelError.checked(utilisation: utilisation)
        self.serviceMean = serviceMean
        distribution = CrommelinWait(utilisation: utilisation)
    }

    /// A queue by its arrivals per unit of time, at least 0, and its service time, above 0.
    ///
    /// - Throws: `unstable` for a utilisation of 1 or more.
    package init(arrivalRate: Double, serviceMean: Double) throws(ModelError) {
        try self.init(utilisation: arrivalRate * serviceMean, serviceMean: serviceMean)
    }

    /// Half of what it is with exponential service times.
    package var meanWait: Double { utilisation * serviceMean / (2 * (1 - utilisation)) }

    package func wait(percentile share: Double) -> Double {
        quantile(share, scale: 1, exceeds: distribution.exceeds) * serviceMean
    }

    package func response(percentile share: Double) -> Double {
        serviceMean + wait(percentile: share)
    }

    /// The chance of waiting longer than this.
    package func waitExceeds(_ time: Double) -> Double {
        distribution.exceeds(time / serviceMean)
    }
}
