package import Core

/// The response time of every request of one known sequence (Lindley 1952; Kiefer and Wolfowitz 1955).
///
/// Served in order of arrival by workers that share a queue. What a run measured can be held against it request by request, without the noise of a queue.
///
/// - Parameters:
///   - arrivals: when each request arrives, in ascending order.
///   - services: how long each is worked on, as many as there are arrivals.
///   - workers: at least 1, all free at first.
/// - Returns: from arrival to the end of service, in the order of arrival.
package func lindleyResponses(
    arrivals: [Nanoseconds], services: [Nanoseconds], workers: Int = 1
) -> [Nanoseconds] {
    precondition(workers > 0 && arrivals.count == services.count)
    var freeAt = [Nanoseconds](repeating: .min, count: workers)
    return zip(arrivals, services).map { arrival, service in
        var first = 0
        for worker in freeAt.indices where freeAt[worker] < freeAt[first] { first = worker }
        freeAt[first] = max(arrival, freeAt[first]) + service
        return freeAt[first] - arrival
    }
}
