import Core
import Testing

/// A message with a different number in every field.
private func message(_ kind: Message.Kind, contentBytes: UInt32) -> Message {
    var message = Message(
        kind, operation: OperationID(participant: 0x0102_0304, sequence: 0x0506_0708),
        key: 0x090A_0B0C)
    message.isBackground = kind.rawValue % 2 == 0
    message.isMeasured = kind.rawValue % 3 == 0
    message.attempt = 0x0E
    message.hops = 0x0F10
    message.ticket = 0x1112_1314
    message.version = Version(
        intendedNanoseconds: -0x1516_1718_191A_1B1C, participant: 0x1D1E_1F20,
        sequence: 0x2122_2324)
    message.serviceNanoseconds = 0x2526_2728
    message.contentBytes = contentBytes
    return message
}

private func encoded(_ message: Message) -> [UInt8] {
    var bytes = [UInt8](repeating: 0xAA, count: Frame.byteCount(of: message))
    let count = bytes.withUnsafeMutableBytes { Frame.encode(message, into: $0) }
    #expect(count == bytes.count)
    return bytes
}

private func decoded(_ bytes: [UInt8]) throws(Frame.Malformed) -> Message {
    try Frame.decode(bytes.span.bytes)
}

private func decodingError(_ bytes: [UInt8]) -> Frame.Malformed? {
    do throws(Frame.Malformed) {
        _ = try decoded(bytes)
        return nil
    } catch {
        return error
    }
}

@Suite("Frames")
struct FrameTests {
    @Test(
        "Every kind comes back as it was, with any length of content",
        arguments: Message.Kind.allCases)
    func roundTrip(kind: Message.Kind) throws {
        for length in [UInt32](0...64) + [1_000, 1 << 20] {
            var message = message(kind, contentBytes: length)
            #expect(try decoded(encoded(message)) == message)
            message.farEnd = NodeID(0x0203_0405)
            #expect(try decoded(encoded(message)) == message)
        }
    }

    @Test("The bytes are where the table of the format says")
    func layout() {
        let bytes = encoded(message(.replicate, contentBytes: 3))
        let expected: [UInt8] = [
            51, 0, 0, 0, 6, 0, 3, 0x0E, 0x10, 0x0F, 0, 0,
            0x04, 0x03, 0x02, 0x01, 0x08, 0x07, 0x06, 0x05, 0x14, 0x13, 0x12, 0x11,
            0x0C, 0x0B, 0x0A, 0x09, 0xE4, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEA,
            0x20, 0x1F, 0x1E, 0x1D, 0x24, 0x23, 0x22, 0x21, 0x28, 0x27, 0x26, 0x25, 3, 0, 0, 0,
        ]
        #expect(Array(bytes[..<Frame.headBytes]) == expected)
        #expect(bytes.count == Frame.headBytes + 3)
    }

    @Test("What is passed on names its far end between head and content")
    func farEnd() {
        var passed = message(.replicate, contentBytes: 3)
        let direct = encoded(passed)
        passed.farEnd = NodeID(0x0203_0405)
        var bytes = encoded(passed)
        #expect(bytes[0] == 55)
        #expect(bytes[6] == direct[6] | 4)
        #expect(Array(bytes[Frame.headBytes...]) == [5, 4, 3, 2] + direct[Frame.headBytes...])
        bytes[Frame.headBytes + 3] = 0x80
        #expect(decodingError(bytes) == .farEnd(0x8003_0405))
    }

    @Test(
        "A byte changed decodes to what encodes alike, or is refused",
        arguments: Message.Kind.allCases)
    func mutations(kind: Message.Kind) {
        let original = encoded(message(kind, contentBytes: 9))
        var refused = 0
        for offset in original.indices {
            for value in UInt8.min...UInt8.max where value != original[offset] {
                var bytes = original
                bytes[offset] = value
                do throws(Frame.Malformed) {
                    let message = try decoded(bytes)
                    if encoded(message) != bytes {
                        Issue.record("byte \(offset) as \(value) decodes to \(message)")
                    }
                } catch {
                    refused += 1
                }
            }
        }
        // At least the length and the reserved bytes are refused whatever they change to.
        #expect(refused >= 6 * 255)
    }

    @Test("Any one byte of content that is wrong is found out", arguments: [1, 7, 8, 9, 64])
    func wrongContent(length: UInt32) {
        let message = message(.value, contentBytes: length)
        for offset in 0..<Int(length) {
            var bytes = encoded(message)
            bytes[Frame.headBytes + offset] ^= 0x40
            #expect(decodingError(bytes) == .content(key: message.key))
        }
    }

    @Test("What is out of range is refused by name")
    func malformed() {
        func changed(_ offset: Int, to value: UInt8) -> [UInt8] {
            var bytes = encoded(message(.get, contentBytes: 5))
            bytes[offset] = value
            return bytes
        }
        #expect(decodingError(changed(4, to: 0)) == .kind(0))
        #expect(decodingError(changed(4, to: 99)) == .kind(99))
        #expect(decodingError(changed(5, to: 1)) == .reserved)
        #expect(decodingError(changed(6, to: 8)) == .reserved)
        #expect(decodingError(changed(6, to: 4)) == .length(52))
        #expect(decodingError(changed(0, to: 47)) == .length(47))
        #expect(decodingError(changed(0, to: 49)) == .length(53))
        #expect(decodingError(changed(51, to: 1)) == .contentLength(0x0100_0005))
        #expect(decodingError(changed(4, to: 2)) == .contentLength(5))
    }

    @Test("The announced length is bounded on both sides")
    func announcedLength() throws {
        func announced(_ length: UInt32) throws(Frame.Malformed) -> Int {
            let bytes = (0..<4).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
            return try Frame.announcedBytes(bytes.span.bytes)
        }
        #expect(try announced(48) == 52)
        #expect(try announced(52 + 1 << 20) == 56 + 1 << 20)
        #expect(throws: Frame.Malformed.length(47)) { try announced(47) }
        #expect(throws: Frame.Malformed.length(53 + 1 << 20)) { try announced(53 + 1 << 20) }
        #expect(throws: Frame.Malformed.length(.max)) { try announced(.max) }
    }

    @Test("A frame cut short or run on is refused")
    func wrongLength() {
        let bytes = encoded(message(.put, contentBytes: 4))
        for count in 4..<bytes.count {
            #expect(decodingError(Array(bytes[..<count])) == .length(56))
        }
        #expect(decodingError(bytes + [0]) == .length(56))
    }
}
