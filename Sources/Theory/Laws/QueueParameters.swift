/// The parameters that laws of queues share.
extension Parameter {
    static let utilisation = Parameter(
        "utilisation", "share of time a server is busy", .from(0, below: 1))

    static let arrivalRate = Parameter(
        "rate_per_s", "arrivals per second, all together", .above(0, to: 1e12))

    static let service = Parameter.time(
        "service", .milliseconds, "mean service time", .above(0, to: 1e9), otherwise: 1)

    static let servers = Parameter("servers", "how many servers", .from(1, to: 1e6), as: .whole)
}

extension Settings {
    /// The utilisation of queues that are asked for by rate and mean service time, 1 or more if they
    /// are too few.
    func utilisation(servers: Int = 1) -> Double {
        self[.arrivalRate] * self[.service] / 1000 / Double(servers)
    }
}

extension ResultRow {
    static let shares = [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("p99.9", 0.999)]

    /// Means and numbers in a queue whose times are in milliseconds.
    static func means(_ queue: some Queue) -> [ResultRow] {
        [
            ResultRow("response mean", queue.meanResponse, .milliseconds),
            ResultRow("wait mean", queue.meanWait, .milliseconds),
        ] + counts(queue)
    }

    /// Means, percentiles and numbers in a queue whose times are in milliseconds.
    static func all(_ queue: some QueueWithPercentiles) -> [ResultRow] {
        var rows = [ResultRow("response mean", queue.meanResponse, .milliseconds)]
        rows += shares.map {
            ResultRow("response \($0.0)", queue.response(percentile: $0.1), .milliseconds)
        }
        rows.append(ResultRow("wait mean", queue.meanWait, .milliseconds))
        rows += shares.map {
            ResultRow("wait \($0.0)", queue.wait(percentile: $0.1), .milliseconds)
        }
        return rows + counts(queue)
    }

    private static func counts(_ queue: some Queue) -> [ResultRow] {
        [
            ResultRow("number in system", queue.meanInSystem),
            ResultRow("number waiting", queue.meanInQueue),
            ResultRow("arrivals", queue.arrivalRate * 1000, .perSecond),
        ]
    }
}
