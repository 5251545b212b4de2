/// The interactive response time law of a closed system: R = N / X - Z (Denning and Buzen, The
/// Operational Analysis of Queueing Network Models, 1978).
///
/// Every client either thinks or waits, so N / X is the mean length of its cycle.
package struct InteractiveLaw: Sendable, Equatable {
    /// N, at least 1.
    package let clients: Int
    /// Z, the mean time between an answer and the next request.
    package let thinkSeconds: Double
    /// X, completed operations, above 0.
    package let throughputPerSecond: Double
    /// R, the mean response measured, above 0.
    package let responseSeconds: Double

    package init(
        clients: Int, thinkSeconds: Double, throughputPerSecond: Double, responseSeconds: Double
    ) {
        precondition(clients > 0 && throughputPerSecond > 0, "a closed system without a cycle")
        self.clients = clients
        self.thinkSeconds = thinkSeconds
        self.throughputPerSecond = throughputPerSecond
        self.responseSeconds = responseSeconds
    }

    /// N / X, the mean time from one request of a client to its next.
    package var cycleSeconds: Double { Double(clients) / throughputPerSecond }

    /// N / X - Z; below 0 when clients think longer than their cycle lasts, which cannot be.
    package var expectedResponseSeconds: Double { cycleSeconds - thinkSeconds }

    /// What R exceeds N / X - Z by, as a share of R.
    ///
    /// Where clients mostly think, a small error of X or Z is a large one of R: see `gapOfCycle`.
    package var gap: Double { (responseSeconds - expectedResponseSeconds) / responseSeconds }

    /// The same difference as a share of the cycle.
    package var gapOfCycle: Double { (responseSeconds - expectedResponseSeconds) / cycleSeconds }
}
