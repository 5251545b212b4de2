import Core
import Testing

@Suite("A message as a datagram")
struct DatagramTests {
    @Test("is a hello and a frame, and fits one packet of IPv4 with a value of 65,423 bytes")
    func sizes() {
        var message = Message(
            .put, operation: OperationID(participant: 0, sequence: 0), key: 0)
        message.contentBytes = 100
        #expect(Datagram.byteCount(of: message) == 32 + 52 + 100)
        message.contentBytes = UInt32(Datagram.maximumContentBytes)
        #expect(Datagram.maximumContentBytes == 65_423)
        #expect(Datagram.byteCount(of: message) == 65_507)
        #expect(TransportProtocol.udp.bytesPerMessage == 32)
        #expect(TransportProtocol.tcp.bytesPerMessage == 0)
    }

    @Test(
        "is cut as the kernel cuts it for Ethernet",
        arguments: [
            (1, [1]), (1_472, [1_472]), (1_473, [1_472, 1]), (2_952, [1_472, 1_480]),
            (2_953, [1_472, 1_480, 1]),
            (10_084, [1_472, 1_480, 1_480, 1_480, 1_480, 1_480, 1_212]),
        ])
    func fragments(bytes: Int, parts: [Int]) {
        let count = Datagram.fragmentCount(of: bytes)
        #expect((0..<count).map { Datagram.payloadBytes(ofFragment: $0, of: bytes) } == parts)
        #expect(Datagram.frameBytes(ofFragment: 0, of: bytes) == 14 + 20 + 8 + parts[0])
        guard count > 1 else { return }
        #expect(Datagram.frameBytes(ofFragment: 1, of: bytes) == 14 + 20 + parts[1])
    }

    @Test("of the longest is cut into 45")
    func longest() {
        let count = Datagram.fragmentCount(of: Datagram.maximumBytes)
        #expect(count == 45)
        let parts = (0..<count).map {
            Datagram.payloadBytes(ofFragment: $0, of: Datagram.maximumBytes)
        }
        #expect(parts.reduce(0, +) == Datagram.maximumBytes && parts.allSatisfy { $0 > 0 })
    }
}
