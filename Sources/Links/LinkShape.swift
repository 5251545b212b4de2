package import Core

/// What one node's access link is asked to be.
package struct LinkShape: Equatable, Sendable {
    /// Towards the network, in bits per second; nil where nothing limits it.
    package var upBitsPerSecond: Double?
    /// From the network, in bits per second; nil where nothing limits it.
    package var downBitsPerSecond: Double?
    /// One way, this link alone: a path takes the sum of its two ends'.
    package var delayNanoseconds: Nanoseconds = 0
    /// How far from it a packet's delay may lie, as `jitterDistribution` says.
    package var jitterNanoseconds: Nanoseconds = 0
    package var jitterDistribution = JitterDistribution.uniform
    /// The longest wait before the link; packets that would wait longer are dropped, streams wait at
    /// their sender.
    package var queueNanoseconds: Nanoseconds = .milliseconds(100)
    /// Share of packets lost, in each direction, 0 to 1.
    package var loss = 0.0
    /// Packets lost in a row, on average: 1 loses each by itself.
    package var lossBurst = 1.0
    /// Share of packets that arrive twice, 0 to 1.
    package var duplicate = 0.0
    /// Share of packets that overtake others, since they take no delay of this link, 0 to 1.
    package var reorder = 0.0
    /// Which bytes the rates and the queue count.
    package var counts = Counted.payload

    /// How the delays of single packets spread.
    package enum JitterDistribution: String, CaseIterable, Sendable {
        /// Every delay from `delay - jitter` to `delay + jitter` as likely as any other.
        case uniform
        /// The normal law with standard deviation `jitter`.
        case normal
    }

    /// Which bytes of a packet take time on a link.
    package enum Counted: String, CaseIterable, Sendable {
        /// TCP's or UDP's data: headers and bare acknowledgements are free.
        case payload
        /// The whole Ethernet frame.
        case frame
    }

    package init() {}

    /// What jitter adds to the delay at most: the normal law passes six standard deviations once in 10^9.
    var longestJitterNanoseconds: Nanoseconds {
        switch jitterDistribution {
        case .uniform: jitterNanoseconds
        case .normal: 6 * jitterNanoseconds
        }
    }

    /// Whether everything takes the same time on it, whatever its size and whoever comes before.
    package var isConstant: Bool {
        upBitsPerSecond == nil && downBitsPerSecond == nil && jitterNanoseconds == 0 && loss == 0
            && duplicate == 0 && reorder == 0
    }

    /// Whether the link changes nothing.
    package var isClear: Bool {
        isConstant && delayNanoseconds == 0
    }
}
