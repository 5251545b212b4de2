import Glibc

/// What loss leaves of a long TCP transfer, where nothing else limits it.
///
/// The window falls by half at each loss and grows by a packet per round trip between two: on average
/// it is sqrt(3 / (2 p)) packets (Mathis, Semke, Mahdavi and Ott, CCR 27(3), 1997), sqrt(3 / (4 p))
/// where every second packet is acknowledged. Timeouts, which matter beyond a loss of about 1 %, are
/// left out.
package struct Mathis: Sendable, Equatable {
    /// Share of packets lost, above 0 and at most 1.
    package let loss: Double
    package let roundTripSeconds: Double
    package let segmentBytes: Double

    package init(loss: Double, roundTripSeconds: Double, segmentBytes: Double = 1_460) {
        precondition(loss > 0 && roundTripSeconds > 0, "loss \(loss), \(roundTripSeconds) s")
        self.loss = loss
        self.roundTripSeconds = roundTripSeconds
        self.segmentBytes = segmentBytes
    }

    /// Reno's mean window in packets, with an acknowledgement for each of them.
    package var renoWindow: Double { (1.5 / loss).squareRoot() }

    /// The same where every second packet is acknowledged.
    package var delayedAckWindow: Double { (0.75 / loss).squareRoot() }

    /// CUBIC's mean window in packets (RFC 9438, section 5.1).
    package var cubicWindow: Double { 1.054 * pow(roundTripSeconds / loss, 0.75) }

    /// What a window carries, in bits per second.
    package func bitsPerSecond(window: Double) -> Double {
        8 * window * segmentBytes / roundTripSeconds
    }
}
