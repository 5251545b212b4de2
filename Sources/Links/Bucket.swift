package import Core

/// When bytes have passed a link of a certain rate, on an absolute schedule.
///
/// A token bucket without burst: byte after byte, none before those that came earlier. Since a
/// passage ends where the schedule says, and not when somebody looked, looking late loses no rate.
package struct Bucket: Sendable {
    /// The stretch of time in which something's bytes come by.
    package struct Passage: Equatable, Sendable {
        /// When the first packet is there whole.
        package var first: Instant
        /// When the last byte is there.
        package var last: Instant

        package init(first: Instant, last: Instant) {
            self.first = first
            self.last = last
        }

        package func later(by length: Nanoseconds) -> Passage {
            Passage(first: first + length, last: last + length)
        }
    }

    /// What a stream of bytes is cut into: 1500 less 40 of headers and 12 of time stamps.
    package static let packetBytes = 1448

    private let nanosecondsPerByte: Double
    private var free = Instant(nanoseconds: .min / 2)
    /// The part of a nanosecond by which `free` is too early, so that rounding loses no rate.
    private var fraction = 0.0

    /// - Parameter bitsPerSecond: More than 0; nil lets everything pass in no time.
    package init(bitsPerSecond: Double?) {
        nanosecondsPerByte = bitsPerSecond.map { 8e9 / $0 } ?? 0
    }

    /// Whether bytes take time.
    package var isLimited: Bool { nanosecondsPerByte > 0 }

    /// How long what comes now would wait before its first byte moves.
    package func wait(at now: Instant) -> Nanoseconds { max(0, free - now) }

    /// Sends bytes through that are all there at `now`.
    ///
    /// - Returns: When the last of them is through.
    package mutating func pass(_ bytes: Int, at now: Instant) -> Instant {
        guard isLimited else { return now }
        let start = now > free ? now : free
        let exact = Double(bytes) * nanosecondsPerByte + (now > free ? 0 : fraction)
        let whole = exact.rounded(.down)
        fraction = exact - whole
        free = start + Nanoseconds(whole)
        return free
    }

    /// Sends bytes through that come by in a certain stretch of time: a stream is not held up
    /// until its last byte is there, but passes packet by packet.
    ///
    /// To be asked in the order in which last bytes come. What trickles in takes no more of the
    /// link's time than its bytes, so that others pass between its packets.
    package mutating func pass(_ bytes: Int, coming: Passage) -> Passage {
        guard isLimited else { return coming }
        let packet = min(bytes, Self.packetBytes)
        let first = pass(packet, at: coming.first)
        let rest = pass(bytes - packet, at: first)
        // Not before the last packet has come and has passed.
        let packetTime = Nanoseconds((Double(packet) * nanosecondsPerByte).rounded(.down))
        return Passage(first: first, last: max(rest, coming.last + packetTime))
    }

    /// Bytes that wait before the link or are on it.
    package func backlogBytes(at now: Instant) -> Int {
        isLimited ? Int(Double(wait(at: now)) / nanosecondsPerByte) : 0
    }
}
