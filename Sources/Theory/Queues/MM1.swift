import Glibc

/// One server, Poisson arrivals, exponential service times (Kleinrock, Queueing Systems 1, 1975,
/// chapter 3).
package struct MM1: QueueWithPercentiles, Equatable {
    package let utilisation: Double
    package let serviceMean: Double

    package var servers: Int { 1 }

    /// A queue by its utilisation, at least 0, and its mean service time, above 0.
    ///
    /// - Throws: `unstable` for a utilisation of 1 or more.
    package init(utilisation: Double, serviceMean: Double = 1) throws(ModelError) {
        precondition(serviceMean > 0, "a service time of \(serviceMean)")
        self.utilisation = try ModelError.checked(utilisation: utilisation)
        self.serviceMean = serviceMean
    }

    /// A queue by its arrivals per unit of time, at least 0, and its mean service time, above 0.
    ///
    /// - Throws: `unstable` for a utilisation of 1 or more.
    package init(arrivalRate: Double, serviceMean: Double) throws(ModelError) {
        try self.init(utilisation: arrivalRate * serviceMean, serviceMean: serviceMean)
    }

    package var meanWait: Double { utilisation * meanResponse }

    package var meanResponse: Double { serviceMean / (1 - utilisation) }

    package func wait(percentile share: Double) -> Double {
        max(0, log(utilisation / (1 - share)) * meanResponse)
    }

    package func response(percentile share: Double) -> Double {
        -log(1 - share) * meanResponse
    }
}
