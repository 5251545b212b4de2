/// A queue in its steady state; times are in one unit throughout, that of the mean service time.
package protocol Queue: Sendable {
    /// The share of time a server is busy, at least 0 and below 1.
    var utilisation: Double { get }
    /// How many servers take from the queue.
    var servers: Int { get }
    var serviceMean: Double { get }
    /// From arrival to the start of service.
    var meanWait: Double { get }
}

extension Queue {
    /// Arrivals per unit of time.
    package var arrivalRate: Double { utilisation * Double(servers) / serviceMean }

    /// From arrival to the end of service.
    package var meanResponse: Double { meanWait + serviceMean }

    /// How many are waiting or being served (Little 1961).
    package var meanInSystem: Double { arrivalRate * meanResponse }

    /// How many are waiting (Little 1961).
    package var meanInQueue: Double { arrivalRate * meanWait }
}

/// A queue whose whole distribution of times is known, served in order of arrival.
package protocol QueueWithPercentiles: Queue {
    /// The wait that a share of the customers, above 0 and below 1, does not exceed.
    func wait(percentile share: Double) -> Double

    /// The response time that a share of the customers, above 0 and below 1, does not exceed.
    func response(percentile share: Double) -> Double
}

extension ModelError {
    /// The utilisation, if a queue with it has a steady state.
    ///
    /// - Throws: `unstable` from 1 on.
    static func checked(utilisation: Double) throws(ModelError) -> Double {
        precondition(utilisation >= 0, "a utilisation of \(utilisation)")
        guard utilisation < 1 else { throw .unstable(utilisation: utilisation) }
        return utilisation
    }
}
