/// A message as one UDP datagram: who speaks to whom, as a stream's first bytes say it, then its frame.
package enum Datagram {
    /// Bytes before the frame.
    package static let helloBytes = 32
    /// The most UDP data that one IPv4 packet carries: 65,535 less the two headers (RFC 768, RFC 791).
    package static let maximumBytes = 65_507
    /// The longest value that a datagram has room for.
    package static let maximumContentBytes = maximumBytes - helloBytes - Frame.headBytes

    /// The UDP data of a message's datagram, in bytes.
    package static func byteCount(of message: Message) -> Int {
        helloBytes + Frame.byteCount(of: message)
    }

    /// How many IPv4 packets carry so many bytes of UDP data over Ethernet: packets of at most 1,500
    /// bytes, each with a header of its own, the first of them with UDP's as well.
    package static func fragmentCount(of bytes: Int) -> Int {
        (udpHeadBytes + bytes + fragmentBytes - 1) / fragmentBytes
    }

    /// The UDP data in one of them: 1,472 bytes in the first, 1,480 in the others, the rest in the last.
    package static func payloadBytes(ofFragment index: Int, of bytes: Int) -> Int {
        let start = index == 0 ? 0 : index * fragmentBytes - udpHeadBytes
        return min(bytes, (index + 1) * fragmentBytes - udpHeadBytes) - start
    }

    /// The whole Ethernet frame of one of them, its check sequence left out.
    package static func frameBytes(ofFragment index: Int, of bytes: Int) -> Int {
        ethernetHeadBytes + internetHeadBytes + (index == 0 ? udpHeadBytes : 0)
            + payloadBytes(ofFragment: index, of: bytes)
    }

    /// What a node asks of its socket for datagrams that wait to be received: the kernel's standard of
    /// 208 KiB loses some of a thousand that come at a time.
    package static let receiveBufferBytes = 4 << 20

    /// What a datagram takes of a socket's room while it waits there; the room is twice what was asked
    /// for (socket(7)).
    ///
    /// With its own bytes the kernel counts what it keeps of it and how far it rounds up: 832 bytes at
    /// the least as measured on Linux 6.18, and about as much again as the datagram at the most.
    package static func waitingBytes(of bytes: Int) -> Int { bytes + 832 }

    private static let ethernetHeadBytes = 14
    private static let internetHeadBytes = 20
    private static let udpHeadBytes = 8
    private static let fragmentBytes = 1_500 - internetHeadBytes
}
