/// What the switch reads of an IPv4 packet in an Ethernet frame (RFC 791, RFC 9293, RFC 768).
struct PacketHeader: Equatable {
    static let ethernetBytes = 14

    /// In host order.
    var destination: UInt32
    /// Bytes of TCP or UDP data; of other protocols, all after the IP header.
    var payloadBytes: Int

    /// Nil where the bytes are no whole IPv4 packet.
    init?(_ frame: UnsafeRawBufferPointer) {
        let start = Self.ethernetBytes
        guard frame.count >= start + 20, frame[start] >> 4 == 4 else { return nil }
        let headerBytes = Int(frame[start] & 0xF) * 4
        let totalBytes = Int(frame[start + 2]) << 8 | Int(frame[start + 3])
        guard headerBytes >= 20, totalBytes >= headerBytes, frame.count >= start + totalBytes else {
            return nil
        }
        destination = (16..<20).reduce(0) { $0 << 8 | UInt32(frame[start + $1]) }
        let inside = start + headerBytes
        let rest = totalBytes - headerBytes
        // A fragment but the first has no header of its own.
        let isLaterFragment = (frame[start + 6] & 0x1F) != 0 || frame[start + 7] != 0
        switch frame[start + 9] {
        case 6 where rest >= 20 && !isLaterFragment:
            payloadBytes = max(0, rest - Int(frame[inside + 12] >> 4) * 4)
        case 17 where rest >= 8 && !isLaterFragment: payloadBytes = rest - 8
        default: payloadBytes = rest
        }
    }
}
