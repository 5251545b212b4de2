@testable import Report

extension Fixture {
    /// One provider and many at four rates, three repetitions: one saturates, the other does not.
    static var sweep: Fixture {
        var fixture = Fixture(factors: ["workload.rate_per_s"])
        for repetition in 1...3 {
            for (rate, tail) in [(100, 10_000), (200, 14_000), (300, 52_000), (400, 5_000_000)] {
                fixture.addSwept(
                    "client-server", rate: rate, repetition: repetition,
                    changes: [
                        "response_p99_us": "\(tail + 100 * repetition)",
                        "throughput_per_s": "\(min(rate, 380))",
                        "availability": rate == 400 ? "0.95" : "1",
                    ])
                fixture.addSwept(
                    "mesh", rate: rate, repetition: repetition,
                    changes: ["response_p99_us": "\(9_000 + rate + 10 * repetition)"])
            }
        }
        return fixture
    }

    /// A trial that completes all it is offered.
    mutating func addSwept(
        _ topology: String, rate: Int, repetition: Int = 1, changes: Row = [:]
    ) {
        let row = [
            "workload.rate_per_s": "\(rate)", "participants": "8", "nodes": "8", "measure_s": "10",
            "planned": "\(rate * 10)", "ok": "\(rate * 10)", "failed": "0", "node_down": "0",
            "offered_per_s": "\(rate)", "throughput_per_s": "\(rate)", "availability": "1",
            "response_mean_us": "2500", "response_p50_us": "1700", "response_p99_us": "9000",
            "seed": "7", "plan_hash": "\(rate)-\(repetition)", "valid": "true",
        ]
        addTrial(
            "\(trials.count + 1)", topology, repetition: repetition, measured: row,
            changes: changes)
    }
}
