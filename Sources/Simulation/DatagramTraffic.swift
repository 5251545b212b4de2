import Core
import Measurement

/// What became of datagrams' packets during measurement, counted as the emulated tier's switch does.
///
/// Moments are in nanoseconds from the start of measurement.
struct DatagramTraffic {
    private var record = NetworkRecord()
    /// By receiver: packets that began in measurement and are on their way.
    private var open: [UInt64]
    private let measureNanoseconds: Nanoseconds

    init(nodeCount: Int, measureNanoseconds: Nanoseconds) {
        self.measureNanoseconds = measureNanoseconds
        open = Array(repeating: 0, count: nodeCount)
        record.links = Array(repeating: LinkCounters(), count: nodeCount)
        let bins = (measureNanoseconds + TimeFrame.binNanoseconds - 1) / TimeFrame.binNanoseconds
        record.bins = Array(repeating: NetworkRecord.Bin(), count: Int(bins))
    }

    mutating func sent(_ bytes: Int, by node: NodeID, at moment: Nanoseconds) {
        guard let bin = bin(at: moment) else { return }
        record.links[node.position].sentPackets += 1
        record.links[node.position].sentBytes += UInt64(bytes)
        record.bins[bin].packets += 1
        record.bins[bin].bytes += UInt64(bytes)
    }

    mutating func received(_ bytes: Int, by node: NodeID, at moment: Nanoseconds) {
        guard bin(at: moment) != nil else { return }
        record.links[node.position].receivedPackets += 1
        record.links[node.position].receivedBytes += UInt64(bytes)
    }

    /// A packet's way to a node begins, behind its sender's link.
    mutating func began(to node: NodeID, at moment: Nanoseconds) {
        if bin(at: moment) != nil { open[node.position] += 1 }
    }

    /// A packet's way ends, whatever has become of it.
    mutating func ended(to node: NodeID, began: Nanoseconds, at moment: Nanoseconds) {
        let (hasBegun, hasEnded) = (bin(at: began) != nil, bin(at: moment) != nil)
        if hasBegun { open[node.position] -= 1 }
        if hasBegun, !hasEnded { record.links[node.position].underWayAfter += 1 }
        if !hasBegun, hasEnded { record.links[node.position].underWayBefore += 1 }
    }

    /// All that was counted, when the trial is over.
    var total: NetworkRecord {
        var total = record
        for index in open.indices { total.links[index].underWayAfter += open[index] }
        return total
    }

    /// A packet's bytes are over its sender's link.
    mutating func passed(_ bytes: Int, from node: NodeID, at moment: Nanoseconds) {
        if bin(at: moment) != nil { record.links[node.position].passedBytes += UInt64(bytes) }
    }

    /// A link might have lost a packet.
    mutating func crossed(on node: NodeID, at moment: Nanoseconds) {
        if bin(at: moment) != nil { record.links[node.position].crossed += 1 }
    }

    mutating func doubled(on node: NodeID, at moment: Nanoseconds) {
        if bin(at: moment) != nil { record.links[node.position].duplicated += 1 }
    }

    /// A packet is gone; `why` is what counts it.
    mutating func dropped(
        _ why: WritableKeyPath<LinkCounters, UInt64>, on node: NodeID, at moment: Nanoseconds
    ) {
        guard let bin = bin(at: moment) else { return }
        record.links[node.position][keyPath: why] += 1
        record.bins[bin].dropped += 1
    }

    /// The bin of a moment, nil outside measurement.
    private func bin(at moment: Nanoseconds) -> Int? {
        0..<measureNanoseconds ~= moment ? Int(moment / TimeFrame.binNanoseconds) : nil
    }
}
