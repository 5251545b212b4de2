import Core
import Testing

@testable import Transport

@Suite("Hello")
struct HelloTests {
    @Test("The bytes are the documented ones")
    func layout() {
        let bytes = Hello.bytes(from: 0x0102_0304, to: 5, runToken: 0x1122_3344_5566_7788)
        #expect(
            bytes == Array("topolab".utf8) + [0] + [1, 0, 0, 0] + [4, 3, 2, 1] + [5, 0, 0, 0]
                + [0, 0, 0, 0] + [0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11])
    }

    @Test("Every bit of the run's token counts")
    func token() {
        let identity = TransportIdentity(
            node: NodeID(0), runToken: 0x1122_3344_5566_7788, nodeCount: 2)
        var hello = Hello(sender: NodeID(1), receiver: NodeID(0), runToken: identity.runToken)
        #expect(identity.accepts(hello))
        for bit in 0..<UInt64(64) {
            hello.runToken = identity.runToken ^ 1 << bit
            #expect(!identity.accepts(hello))
        }
    }

    @Test("What is encoded is decoded, and too few bytes are none")
    func roundTrip() {
        let hello = Hello(sender: NodeID(3), receiver: NodeID(9), runToken: .max)
        let bytes = Hello.bytes(from: 3, to: 9, runToken: .max)
        bytes.withUnsafeBytes {
            #expect(Hello($0) == hello)
            #expect(Hello(UnsafeRawBufferPointer(rebasing: $0.dropLast())) == nil)
        }
    }
}
