/// A message as bytes on a stream: a length, a fixed head, the far end of what is passed on, then the
/// content.
///
/// Little-endian. All numbers are unsigned but the version's time.
///
/// | offset | bytes | field                                                  |
/// |-------:|------:|--------------------------------------------------------|
/// |      0 |     4 | length of what follows                                 |
/// |      4 |     1 | kind                                                   |
/// |      5 |     1 | zero                                                   |
/// |      6 |     1 | flags: 1 background, 2 measured, 4 passed on            |
/// |      7 |     1 | attempt                                                |
/// |      8 |     2 | hops                                                   |
/// |     10 |     2 | service time in nanoseconds, bits 32 to 47             |
/// |     12 |     8 | operation: participant, sequence                       |
/// |     20 |     4 | ticket                                                 |
/// |     24 |     4 | key                                                    |
/// |     28 |    16 | version: intended (signed), participant, sequence      |
/// |     44 |     4 | service time in nanoseconds, bits 0 to 31              |
/// |     48 |     4 | content length: told apart, so that a get can ask one  |
/// |     52 |     4 | only where it is passed on: its far end, a node        |
/// |        |       | content, where the kind carries it                     |
@usableFromInline
package enum Frame {
    /// Bytes of the head that every message has, the length field included.
    @inlinable package static var headBytes: Int { 52 }
    /// Bytes of the length field itself, which it does not count.
    @inlinable package static var lengthBytes: Int { 4 }
    /// Bytes that name the far end of what is passed on.
    @inlinable static var farEndBytes: Int { 4 }
    /// The largest content one frame may carry.
    @inlinable package static var maximumContentBytes: Int { 1 << 20 }

    /// Why a frame was refused.
    package enum Malformed: Error, Equatable, Sendable {
        case length(UInt32)
        case kind(UInt8)
        case reserved
        case contentLength(UInt32)
        case content(key: Key)
        /// No key of the run, or no node's number where one stands in its place.
        case key(Key)
        /// To or from a node that the run does not have.
        case farEnd(UInt32)
        /// Asked for a participant the run does not have.
        case participant(UInt32)
        /// To be held for longer than any request of the run.
        case service(Nanoseconds)
    }

    /// The whole frame's length in bytes.
    @inlinable package static func byteCount(of message: Message) -> Int {
        contentOffset(of: message) + (message.kind.carriesContent ? Int(message.contentBytes) : 0)
    }

    /// Where the content begins.
    @inlinable static func contentOffset(of message: Message) -> Int {
        message.farEnd == nil ? headBytes : headBytes + farEndBytes
    }

    /// Writes the frame at the start of `buffer` and returns its length.
    ///
    /// `buffer` must hold `byteCount(of:)` bytes.
    package static func encode(
        _ message: Message, into buffer: UnsafeMutableRawBufferPointer
    ) -> Int {
        let count = byteCount(of: message)
        precondition(buffer.count >= count, "a frame of \(count) bytes in \(buffer.count)")
        var flags: UInt8 = message.isBackground ? 1 : 0
        if message.isMeasured { flags |= 2 }
        if message.farEnd != nil { flags |= 4 }
        func store<Number: FixedWidthInteger>(_ number: Number, at offset: Int) {
            buffer.storeBytes(of: number.littleEndian, toByteOffset: offset, as: Number.self)
        }
        store(UInt32(count - lengthBytes), at: 0)
        store(message.kind.rawValue, at: 4)
        store(UInt8(0), at: 5)
        store(flags, at: 6)
        store(message.attempt, at: 7)
        store(message.hops, at: 8)
        store(UInt16(truncatingIfNeeded: message.serviceNanoseconds >> 32), at: 10)
        store(message.operation.participant, at: 12)
        store(message.operation.sequence, at: 16)
        store(message.ticket, at: 20)
        store(message.key, at: 24)
        store(message.version.intendedNanoseconds, at: 28)
        store(message.version.participant, at: 36)
        store(message.version.sequence, at: 40)
        store(UInt32(truncatingIfNeeded: message.serviceNanoseconds), at: 44)
        store(message.contentBytes, at: 48)
        if let farEnd = message.farEnd { store(farEnd.index, at: headBytes) }
        if message.kind.carriesContent {
            Content(of: message).fill(
                UnsafeMutableRawBufferPointer(
                    rebasing: buffer[contentOffset(of: message)..<count]))
        }
        return count
    }

    /// The length a frame announces in its first four bytes, the length field included.
    ///
    /// - Throws: `Malformed.length` when no frame is that short or long.
    @inline(__always)
    package static func announcedBytes(_ bytes: RawSpan) throws(Malformed) -> Int {
        guard bytes.byteCount >= lengthBytes else { throw .length(UInt32(bytes.byteCount)) }
        let length = bytes.number(at: 0, as: UInt32.self)
        guard length >= headBytes - lengthBytes,
            length <= headBytes + farEndBytes - lengthBytes + maximumContentBytes
        else { throw .length(length) }
        return Int(length) + lengthBytes
    }

    /// The message in one whole frame, its content verified.
    ///
    /// - Throws: `Malformed` when any field is out of range or the content is not what it says.
    package static func decode(_ bytes: RawSpan) throws(Malformed) -> Message {
        let announced = try announcedBytes(bytes)
        guard announced == bytes.byteCount else { throw .length(UInt32(clamping: announced)) }
        let code = bytes.number(at: 4, as: UInt8.self)
        guard let kind = Message.Kind(rawValue: code) else { throw .kind(code) }
        let flags = bytes.number(at: 6, as: UInt8.self)
        guard flags < 8, bytes.number(at: 5, as: UInt8.self) == 0 else { throw .reserved }
        var message = Message(
            kind,
            operation: OperationID(
                participant: bytes.number(at: 12, as: UInt32.self),
                sequence: bytes.number(at: 16, as: UInt32.self)),
            key: bytes.number(at: 24, as: UInt32.self))
        message.isBackground = flags & 1 != 0
        message.isMeasured = flags & 2 != 0
        message.attempt = bytes.number(at: 7, as: UInt8.self)
        message.hops = bytes.number(at: 8, as: UInt16.self)
        message.ticket = bytes.number(at: 20, as: UInt32.self)
        message.version = Version(
            intendedNanoseconds: bytes.number(at: 28, as: Int64.self),
            participant: bytes.number(at: 36, as: UInt32.self),
            sequence: bytes.number(at: 40, as: UInt32.self))
        message.serviceNanoseconds =
            Nanoseconds(bytes.number(at: 10, as: UInt16.self)) << 32
            | Nanoseconds(bytes.number(at: 44, as: UInt32.self))
        message.contentBytes = bytes.number(at: 48, as: UInt32.self)
        if flags & 4 != 0 { message.farEnd = try farEnd(in: bytes) }
        try verify(message, in: bytes)
        return message
    }

    private static func farEnd(in bytes: RawSpan) throws(Malformed) -> NodeID {
        guard bytes.byteCount >= headBytes + farEndBytes else {
            throw .length(UInt32(bytes.byteCount))
        }
        let index = bytes.number(at: headBytes, as: UInt32.self)
        guard let index = Int32(exactly: index) else { throw .farEnd(index) }
        return NodeID(Int(index))
    }

    private static func verify(_ message: Message, in bytes: RawSpan) throws(Malformed) {
        guard message.contentBytes <= UInt32(maximumContentBytes),
            byteCount(of: message) == bytes.byteCount
        else { throw .contentLength(message.contentBytes) }
        guard message.kind.carriesContent else { return }
        guard
            Content(of: message).matches(
                bytes.extracting(droppingFirst: contentOffset(of: message)))
        else {
            throw .content(key: message.key)
        }
    }
}

extension Message.Kind {
    /// Whether the content itself travels with the frame.
    @inlinable package var carriesContent: Bool {
        switch self {
        case .put, .value, .replicate: true
        case .get, .absent, .stored, .replicated, .failed, .leaving, .farewell: false
        case .heartbeat, .ping, .ack, .pingRequest, .unreachable, .interrupted, .linkState: false
        case .compare, .compared: false
        }
    }
}

extension RawSpan {
    /// The little-endian number at a byte offset; the offset is checked.
    fileprivate func number<Number: FixedWidthInteger & BitwiseCopyable>(
        at offset: Int, as type: Number.Type
    ) -> Number {
        Number(littleEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: type))
    }
}
