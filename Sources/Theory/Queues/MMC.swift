import Glibc

/// Several servers with one queue, Poisson arrivals, exponential service times (Erlang 1917;
/// Kleinrock, Queueing Systems 1, 1975, chapter 3).
package struct MMC: QueueWithPercentiles, Equatable {
    package let servers: Int
    package let utilisation: Double
    package let serviceMean: Double
    /// The chance that all servers are busy and nobody may wait (Erlang's B).
    package let blockingProbability: Double

    /// A queue by its servers, at least 1, the utilisation of each, and the mean service time.
    ///
    /// - Throws: `unstable` for a utilisation of 1 or more.
    package init(servers: Int, utilisation: Double, serviceMean: Double = 1) throws(ModelError) {
        precondition(servers > 0 && serviceMean > 0, "\(servers) servers, \(serviceMean)")
        self.servers = servers
        self.utilisation = try ModelError.checked(utilisation: utilisation)
        self.serviceMean = serviceMean
        let offered = utilisation * Double(servers)
        var blocking = 1.0
        for count in 1...servers {
            blocking = offered * blocking / (Double(count) + offered * blocking)
        }
        blockingProbability = blocking
    }

    /// A queue by its arrivals per unit of time, at least 0, and the mean service time.
    ///
    /// - Throws: `unstable` for a utilisation of 1 or more.
    package init(servers: Int, arrivalRate: Double, serviceMean: Double) throws(ModelError) {
        try self.init(
            servers: servers, utilisation: arrivalRate * serviceMean / Double(servers),
            serviceMean: serviceMean)
    }

    /// The chance that a customer has to wait (Erlang's C).
    package var waitProbability: Double {
        blockingProbability / (1 - utilisation * (1 - blockingProbability))
    }

    /// How long those wait on average who have to wait at all.
    private var meanWaitOfWaiting: Double { serviceMean / (Double(servers) * (1 - utilisation)) }

    package var meanWait: Double { waitProbability * meanWaitOfWaiting }

    package func wait(percentile share: Double) -> Double {
        max(0, log(waitProbability / (1 - share)) * meanWaitOfWaiting)
    }

    package func response(percentile share: Double) -> Double {
        quantile(share, scale: meanResponse, exceeds: responseExceeds)
    }

    /// The chance of a response time above this: a service, and for some an exponential wait.
    package func responseExceeds(_ time: Double) -> Double {
        let service = 1 / serviceMean
        let drain = 1 / meanWaitOfWaiting
        let slower = min(service, drain)
        let difference = abs(service - drain)
        // Written so that neither equal nor very different rates cost digits.
        let overlap = difference > 0 ? -expm1(-difference * time) / difference : time
        return exp(-service * time) + waitProbability * service * exp(-slower * time) * overlap
    }
}
