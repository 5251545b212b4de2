package import Core

/// Latencies as a tool recorded them that waits for an answer before it sends again: from sending to
/// answer, not from the moment a request was due.
package struct RecordedLatencies: Sendable, Equatable {
    private let latencies: LatencyRamps

    /// The recording of `count` samples of each latency; both above 0.
    package init(_ values: [(latency: Nanoseconds, count: Int)]) {
        precondition(values.allSatisfy { $0.latency > 0 && $0.count > 0 } && !values.isEmpty)
        latencies = LatencyRamps(
            ramps: values.map { .init(first: $0.latency, step: 1, terms: 1, count: $0.count) })
    }

    package var samples: Int { latencies.samples }
    package var maximum: Nanoseconds { latencies.maximum }
    package var meanNanoseconds: Double { latencies.meanNanoseconds }

    /// The nearest-rank percentile, for a share above 0 and below 1.
    package func percentile(_ share: Double) -> Nanoseconds { latencies.percentile(share) }

    /// With the samples that were never sent: for each latency longer than the interval at which
    /// requests were due, also that latency less one interval, less two, down to one interval (Tene,
    /// HdrHistogram, recordValueWithExpectedInterval).
    package func corrected(expectedInterval: Nanoseconds) -> CorrectedLatencies {
        precondition(expectedInterval > 0)
        return CorrectedLatencies(
            LatencyRamps(
                ramps: latencies.ramps.map { ramp in
                    let terms = max(1, Int(ramp.first / expectedInterval))
                    return LatencyRamps.Ramp(
                        first: ramp.first - Nanoseconds(terms - 1) * expectedInterval,
                        step: expectedInterval, terms: terms, count: ramp.count)
                }))
    }
}

/// Latencies corrected for coordinated omission; a correction of these would count what was left out
/// twice, so there is none.
package struct CorrectedLatencies: Sendable, Equatable {
    private let latencies: LatencyRamps

    fileprivate init(_ latencies: LatencyRamps) { self.latencies = latencies }

    package var samples: Int { latencies.samples }
    package var maximum: Nanoseconds { latencies.maximum }
    package var meanNanoseconds: Double { latencies.meanNanoseconds }

    /// The nearest-rank percentile, for a share above 0 and below 1.
    package func percentile(_ share: Double) -> Nanoseconds { latencies.percentile(share) }
}
