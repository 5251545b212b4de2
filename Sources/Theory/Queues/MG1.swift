/// One server, Poisson arrivals, service times of any distribution (Pollaczek 1930, Khinchine 1932;
/// Kleinrock, Queueing Systems 1, 1975, chapter 5).
package struct MG1: Queue, Equatable {
    package let utilisation: Double
    package let serviceMean: Double
    /// The squared coefficient of variation: variance over squared mean; 0 fixed, 1 exponential.
    package let serviceSCV: Double

    package var servers: Int { 1 }

    /// A queue by its utilisation, at least 0, and the mean, above 0, and spread of service times.
    ///
    /// - Throws: `unstable` for a utilisation of 1 or more.
    package init(
        utilisation: Double, serviceMean: Double = 1, serviceSCV: Double
    ) throws(ModelError) {
        precondition(serviceMean > 0 && serviceSCV >= 0, "\(serviceMean), \(serviceSCV)")
        self.utilisation = try ModelError.checked(utilisation: utilisation)
        self.serviceMean = serviceMean
        self.serviceSCV = serviceSCV
    }

    /// A queue by its utilisation, at least 0, and its two service times.
    ///
    /// - Throws: `unstable` for a utilisation of 1 or more.
    package init(utilisation: Double, service: TwoPointService) throws(ModelError) {
        try self.init(
            utilisation: utilisation, serviceMean: service.mean, serviceSCV: service.scv)
    }

    /// A queue by its arrivals per unit of time, at least 0, and its mean service time, above 0.
    ///
    /// - Throws: `unstable` for a utilisation of 1 or more.
    package init(
        arrivalRate: Double, serviceMean: Double, serviceSCV: Double
    ) throws(ModelError) {
        try self.init(
            utilisation: arrivalRate * serviceMean, serviceMean: serviceMean,
            serviceSCV: serviceSCV)
    }

    package var meanWait: Double {
        utilisation * serviceMean * (1 + serviceSCV) / (2 * (1 - utilisation))
    }
}

/// Service times of which a share is long and the others short.
package struct TwoPointService: Sendable, Equatable {
    package let low: Double
    package let high: Double
    /// The share of the long ones, from 0 to 1.
    package let highShare: Double

    /// Two times, neither negative, the high one above 0.
    ///
    /// - Throws: `lowAboveHigh` when they are the wrong way round.
    package init(low: Double, high: Double, highShare: Double) throws(ModelError) {
        precondition(low >= 0 && high > 0 && (0...1).contains(highShare))
        guard low <= high else { throw .lowAboveHigh(low: low, high: high) }
        self.low = low
        self.high = high
        self.highShare = highShare
    }

    package var mean: Double { low + highShare * (high - low) }

    /// The squared coefficient of variation; 0 where there is no service time at all.
    package var scv: Double {
        let spread = high - low
        return mean > 0 ? highShare * (1 - highShare) * spread * spread / (mean * mean) : 0
    }
}
