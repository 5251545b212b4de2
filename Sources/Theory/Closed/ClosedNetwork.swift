/// Clients that think, ask one station, and think again: a closed network by exact mean value
/// analysis, for exponential service times (Reiser and Lavenberg, Journal of the ACM 27, 1980).
package struct ClosedNetwork: Sendable, Equatable {
    /// What the clients ask.
    package enum Station: Sendable, Equatable {
        /// One server with a queue.
        case queue
        /// A server for everybody: nobody ever waits.
        case delay
    }

    package let clients: Int
    /// Mean service time, above 0; times are in its unit.
    package let demand: Double
    /// Mean time between an answer and the next request.
    package let think: Double
    package let station: Station

    /// From request to answer, on average.
    package let response: Double
    /// Answers per unit of time.
    package let throughput: Double

    /// A network of at least one client.
    package init(clients: Int, demand: Double, think: Double, station: Station = .queue) {
        precondition(clients > 0 && demand > 0 && think >= 0, "\(clients), \(demand), \(think)")
        self.clients = clients
        self.demand = demand
        self.think = think
        self.station = station
        var response = demand
        if station == .queue {
            // A client that arrives finds the queue as it is without this client.
            var queue = 0.0
            for count in 1...clients {
                response = demand * (1 + queue)
                queue = Double(count) * response / (response + think)
            }
        }
        self.response = response
        throughput = Double(clients) / (response + think)
    }

    /// Clients that wait or are being served (Little 1961).
    package var meanAtStation: Double { throughput * response }

    /// The share of time the server is busy; nil where there is one for everybody.
    package var utilisation: Double? { station == .queue ? throughput * demand : nil }

    /// No throughput is above it, whatever the distributions (Denning and Buzen 1978).
    package var throughputBound: Double {
        let unqueued = Double(clients) / (demand + think)
        return station == .queue ? min(1 / demand, unqueued) : unqueued
    }

    /// No mean response is below it, whatever the distributions.
    package var responseBound: Double {
        station == .queue ? max(demand, Double(clients) * demand - think) : demand
    }

    /// The number of clients from which on they must wait for each other; nil where they never do.
    package var knee: Double? { station == .queue ? (demand + think) / demand : nil }
}
