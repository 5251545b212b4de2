import Core
import Measurement

/// What was sent and dropped, tenth of a second by tenth of a second of the measurement.
struct SwitchBins {
    private static let width = Nanoseconds.milliseconds(100)
    /// An hour: what comes later is counted nowhere but in the sums.
    private static let most = 36_000

    private let measurement: Range<Instant>
    /// The first begins with measurement; what comes before is not kept.
    private(set) var bins: [NetworkRecord.Bin] = []

    init(_ measurement: Range<Instant>) {
        self.measurement = measurement
    }

    mutating func sent(_ bytes: Int, at instant: Instant) {
        guard let index = index(at: instant) else { return }
        bins[index].packets += 1
        bins[index].bytes += UInt64(bytes)
    }

    mutating func dropped(at instant: Instant) {
        guard let index = index(at: instant) else { return }
        bins[index].dropped += 1
    }

    private mutating func index(at instant: Instant) -> Int? {
        guard measurement.contains(instant), measurement.upperBound < .never else { return nil }
        let index = Int((instant - measurement.lowerBound) / Self.width)
        guard index < Self.most else { return nil }
        while bins.count <= index { bins.append(NetworkRecord.Bin()) }
        return index
    }
}
