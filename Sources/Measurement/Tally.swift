package import Core

/// What a node sent within 100 ms.
package struct TrafficBin: Equatable, Sendable, BitwiseCopyable {
    /// Operation frames, of either phase.
    package var messages: UInt64 = 0
    /// Bytes of all frames.
    package var bytesSent: UInt64 = 0

    /// Nothing sent.
    package init() {}
}

/// One node's counters and traffic bins, in memory of its own or inside a sample file.
///
/// The counting is the same for both. Belongs to one thread.
@usableFromInline
package final class Tally {
    package let frame: TimeFrame
    private let region: MemoryRegion
    @usableFromInline let storedCounters: UnsafeMutablePointer<Counters>
    private let storedBins: UnsafeMutableBufferPointer<TrafficBin>
    /// The bin counted into last, and its moments: most sends need no division to find theirs.
    private var latestBin = 0
    private var latestMoments: Range<Nanoseconds> = 0..<0

    /// A tally in memory, with nothing counted.
    package convenience init(frame: TimeFrame) {
        let binsOffset = MemoryLayout<Counters>.stride
        let region = MemoryRegion(
            zeroed: binsOffset + frame.binCount * MemoryLayout<TrafficBin>.stride)
        self.init(frame: frame, in: region, countersOffset: 0, binsOffset: binsOffset)
    }

    /// The tally that lies in a region at these offsets.
    init(frame: TimeFrame, in region: MemoryRegion, countersOffset: Int, binsOffset: Int) {
        self.frame = frame
        self.region = region
        storedCounters = (region.base + countersOffset)
            .bindMemory(to: Counters.self, capacity: 1)
        storedBins = UnsafeMutableBufferPointer(
            start: (region.base + binsOffset)
                .bindMemory(to: TrafficBin.self, capacity: frame.binCount),
            count: frame.binCount)
    }

    /// The counters so far; another process may read them a few events late.
    @inlinable package var counters: Counters {
        get { storedCounters.pointee }
        _modify { yield &storedCounters.pointee }
    }

    /// The bins in order; bin i starts at `frame.binStart(i)`.
    package var bins: [TrafficBin] { Array(storedBins) }

    /// Counts a frame handed to the transport.
    package func countSent(_ message: Message, bytes: Int, at moment: Nanoseconds) {
        let isInMeasurement = frame.isMeasured(at: moment)
        if !latestMoments.contains(moment) { enterBin(at: moment) }
        if message.isBackground {
            if isInMeasurement { counters.backgroundMessages += 1 }
        } else {
            if message.isMeasured { counters.messages += 1 }
            storedBins[latestBin].messages += 1
        }
        if isInMeasurement { counters.bytesSent += UInt64(bytes) }
        storedBins[latestBin].bytesSent += UInt64(bytes)
    }

    private func enterBin(at moment: Nanoseconds) {
        latestBin = frame.bin(at: moment)
        latestMoments = frame.binStart(latestBin)..<frame.binStart(latestBin + 1)
    }

    /// Counts frame bytes taken from the transport.
    package func countReceived(bytes: Int, at moment: Nanoseconds) {
        if frame.isMeasured(at: moment) { counters.bytesReceived += UInt64(bytes) }
    }
}
