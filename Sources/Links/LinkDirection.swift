package import Core
import Glibc

/// One direction of an access link, packet by packet: queue and rate, then delay, loss and disorder.
package struct LinkDirection: Sendable {
    /// What becomes of a packet.
    package enum Fate: Equatable, Sendable {
        /// It is over the link at this instant; twice, where it has been duplicated.
        case arrives(at: Instant, isTwice: Bool)
        /// Lost as asked, after it took its time on the link.
        case lost
        /// The queue before the link was full.
        case queueFull
    }

    private var bucket: Bucket
    private var losses: LossPattern
    private var disorder: SeededRandom
    private let shape: LinkShape
    private let isPlain: Bool
    private var lastArrival = Instant(nanoseconds: .min)

    /// With the rate of this direction; all chance of it is drawn from `seed` and `path`.
    package init(_ shape: LinkShape, bitsPerSecond: Double?, seed: UInt64, path: UInt64) {
        self.shape = shape
        bucket = Bucket(bitsPerSecond: bitsPerSecond)
        losses = LossPattern(
            share: shape.loss, meanBurst: shape.lossBurst,
            random: SeededRandom(seed: seed, path: path, 1))
        disorder = SeededRandom(seed: seed, path: path, 2)
        isPlain = shape.jitterNanoseconds == 0 && shape.duplicate == 0 && shape.reorder == 0
    }

    /// A direction of a node's link, whose chances are its own in each repetition.
    package init(
        _ way: Way, of shape: LinkShape, at node: NodeID, seed: UInt64, repetition: Int
    ) {
        var chance = SeededRandom(
            seed: seed, path: Self.stream, UInt64(repetition), UInt64(node.position))
        self.init(
            shape,
            bitsPerSecond: way == .up ? shape.upBitsPerSecond : shape.downBitsPerSecond,
            seed: chance.next(), path: way.rawValue)
    }

    /// What chance does to the delay of a node's uplink on the way to one certain receiver.
    package init(
        to receiver: NodeID, of shape: LinkShape, from sender: NodeID, seed: UInt64,
        repetition: Int
    ) {
        var chance = SeededRandom(
            seed: seed, path: Self.stream, UInt64(repetition), UInt64(sender.position))
        self.init(
            shape, bitsPerSecond: nil, seed: chance.next(), path: 2 + UInt64(receiver.position))
    }

    /// The two directions of an access link.
    package enum Way: UInt64, Sendable {
        /// From the node to the network.
        case up = 0
        /// From the network to the node.
        case down = 1
    }

    /// Sets links' chances apart from the workload's, the faults' and the nodes'.
    private static let stream: UInt64 = 0x6C69_6E6B

    /// Whether bytes take time on it.
    package var isLimited: Bool { bucket.isLimited }

    /// Whether what passes has to be shown to it in the order in which it arrives.
    package var heedsOrder: Bool { bucket.isLimited || !isPlain }

    /// Sends a packet whose counted bytes are all there at `now`.
    package mutating func pass(_ bytes: Int, at now: Instant) -> Fate {
        if bucket.isLimited, bytes > 0, bucket.wait(at: now) > shape.queueNanoseconds {
            return .queueFull
        }
        // What takes no time keeps its place all the same.
        let through = bytes > 0 ? bucket.pass(bytes, at: now) : now + bucket.wait(at: now)
        if shape.loss > 0, losses.loses() { return .lost }
        return arrival(after: through)
    }

    /// Sends part of a stream, which loses nothing; that it overtakes nothing of its own connection
    /// either is the caller's to see to, since others' jitter does not hold it up.
    ///
    /// To be asked in the order in which last bytes come. A full queue drops nothing of a stream: what
    /// has no room in it waits at its sender, in the same order, and arrives at the same time.
    package mutating func pass(_ bytes: Int, coming: Bucket.Passage) -> Bucket.Passage {
        let through = bucket.pass(bytes, coming: coming)
        let last = through.last + drawDelay()
        return Bucket.Passage(
            first: min(through.first + shape.delayNanoseconds, last), last: last)
    }

    /// Whether a stream's sender takes more bytes, as much as waits for the link already.
    package func takes(_ bytes: Int, at now: Instant) -> Bool {
        bucket.backlogBytes(at: now) + bytes <= Self.streamQueueBytes
    }

    /// What a sender's streams hold back for a slow link before they take no more: as much as a
    /// connection's own queue where the network itself is slow.
    package static let streamQueueBytes = 4 << 20

    private mutating func arrival(after through: Instant) -> Fate {
        if isPlain { return .arrives(at: through + shape.delayNanoseconds, isTwice: false) }
        let isTwice = shape.duplicate > 0 && disorder.nextUnit() < shape.duplicate
        if shape.reorder > 0, disorder.nextUnit() < shape.reorder {
            return .arrives(at: through, isTwice: isTwice)
        }
        let arrival = max(through + drawDelay(), lastArrival)
        lastArrival = arrival
        return .arrives(at: arrival, isTwice: isTwice)
    }

    /// This packet's delay, never negative.
    private mutating func drawDelay() -> Nanoseconds {
        guard shape.jitterNanoseconds > 0 else { return shape.delayNanoseconds }
        let spread = Double(shape.jitterNanoseconds)
        let offset =
            switch shape.jitterDistribution {
            case .uniform: (2 * disorder.nextUnit() - 1) * spread
            case .normal: disorder.nextNormal() * spread
            }
        return max(0, shape.delayNanoseconds + Nanoseconds(offset.rounded()))
    }
}

extension SeededRandom {
    /// A number of the standard normal law (Box and Muller 1958, one of the pair).
    fileprivate mutating func nextNormal() -> Double {
        let radius = (-2 * log(1 - nextUnit())).squareRoot()
        return radius * cos(2 * .pi * nextUnit())
    }
}
