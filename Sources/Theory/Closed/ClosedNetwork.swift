/// Clients that think, ask one station, and think again: a closed network, exact for exponential
/// service times and think times of any distribution.
///
/// One server by mean value analysis (Reiser and Lavenberg, Journal of the ACM 27, 1980), several by
/// their birth-death chain (the machine repair model; Kleinrock, Queueing Systems 1, 1975, chapter 3).
package struct ClosedNetwork: Sendable, Equatable {
    /// What the clients ask.
    package enum Station: Sendable, Equatable {
        /// So many servers, at least 1, with one queue.
        case queue(servers: Int)
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
    package init(
        clients: Int, demand: Double, think: Double, station: Station = .queue(servers: 1)
    ) {
        precondition(clients > 0 && demand > 0 && think >= 0, "\(clients), \(demand), \(think)")
        self.clients = clients
        self.demand = demand
        self.think = think
        self.station = station
        response =
            switch station {
            case .queue(servers: 1): Self.singleResponse(clients, demand: demand, think: think)
            case .queue(let servers) where servers < clients:
                think > 0
                    ? Self.response(clients, servers: servers, demand: demand, think: think)
                    : Double(clients) * demand / Double(servers)
            case .queue, .delay: demand
            }
        throughput = Double(clients) / (response + think)
    }

    private static func singleResponse(_ clients: Int, demand: Double, think: Double) -> Double {
        var response = demand
        // A client that arrives finds the queue as it is without this client.
        var queue = 0.0
        for count in 1...clients {
            response = demand * (1 + queue)
            queue = Double(count) * response / (response + think)
        }
        return response
    }

    /// The mean number at the station over its throughput (Little 1961), from the weights of having
    /// so many clients there.
    private static func response(
        _ clients: Int, servers: Int, demand: Double, think: Double
    ) -> Double {
        var weight = 1.0
        var present = 0.0
        var busy = 0.0
        for count in 1...clients {
            let serving = Double(min(count, servers))
            weight *= Double(clients - count + 1) / think * demand / serving
            present += weight * Double(count)
            busy += weight * serving
            // Only their ratio matters, and the weights may outgrow any number.
            if weight > 1e200 || present > 1e200 {
                weight *= 1e-200
                present *= 1e-200
                busy *= 1e-200
            }
        }
        return present / busy * demand
    }

    /// Clients that wait or are being served (Little 1961).
    package var meanAtStation: Double { throughput * response }

    private var servers: Double? {
        if case .queue(let servers) = station { Double(servers) } else { nil }
    }

    /// The share of time a server is busy; nil where there is one for everybody.
    package var utilisation: Double? { servers.map { throughput * demand / $0 } }

    /// No throughput is above it, whatever the distributions (Denning and Buzen 1978).
    package var throughputBound: Double {
        let unqueued = Double(clients) / (demand + think)
        return servers.map { min($0 / demand, unqueued) } ?? unqueued
    }

    /// No mean response is below it, whatever the distributions.
    package var responseBound: Double {
        servers.map { max(demand, Double(clients) * demand / $0 - think) } ?? demand
    }

    /// The number of clients from which on they must wait for each other; nil where they never do.
    package var knee: Double? { servers.map { $0 * (demand + think) / demand } }
}
