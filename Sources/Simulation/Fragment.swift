import Core

/// A packet on its way: a datagram, or the part of one that Ethernet carries at a time.
struct Fragment {
    var datagram: SimulatedDatagram
    /// Its place among the datagram's packets, from 0.
    var index: Int
    /// When it began, in nanoseconds from the start of measurement.
    var began: Nanoseconds
}

/// A datagram on its way, shared by all its packets: what is lost on the way is forgotten with them.
final class SimulatedDatagram {
    let message: Message
    let sender: NodeID
    let receiver: NodeID
    let byteCount: Int
    let fragmentCount: Int
    /// Which of its packets have come, as bits.
    private var arrived: UInt64 = 0

    init(_ message: Message, from sender: NodeID, to receiver: NodeID) {
        self.message = message
        self.sender = sender
        self.receiver = receiver
        byteCount = Datagram.byteCount(of: message)
        fragmentCount = Datagram.fragmentCount(of: byteCount)
        precondition(byteCount <= Datagram.maximumBytes, "\(byteCount) bytes in a datagram")
    }

    /// Takes one of its packets in; whether it is whole by that.
    ///
    /// Then it begins anew: should each of its packets come twice, so does the datagram (RFC 791).
    func isCompleted(by fragment: Int) -> Bool {
        arrived |= 1 << UInt64(fragment)
        guard arrived == ~0 >> UInt64(UInt64.bitWidth - fragmentCount) else { return false }
        arrived = 0
        return true
    }
}
