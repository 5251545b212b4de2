import Core

/// What a sample file's records say, each 64 bytes, a cache line, in the host's byte order.
///
/// | offset | bytes | operation      | delivery | notice      | trace                   |
/// |-------:|------:|----------------|----------|-------------|-------------------------|
/// |      0 |     8 | intended       | received | at          | at                      |
/// |      8 |    16 | sent, done     |          |             |                         |
/// |     24 |     8 | identity       | identity |             | identity                |
/// |     32 |     4 | key            | receiver | node        | from                    |
/// |     36 |     4 | bytes out      | copies   |             | to                      |
/// |     40 |     4 | bytes in       |          |             | frame bytes             |
/// |     44 |     4 | served by      |          |             |                         |
/// |     48 |     2 | hops           | hops     |             |                         |
/// |     50 |     2 | attempts       |          |             |                         |
/// |     52 |     1 | 1              | 2        | 3           | 4                       |
/// |     53 |     1 | phase          |          | believed up | kind                    |
/// |     54 |     1 | kind           |          | how         | attempt                 |
/// |     55 |     1 | status         |          |             | 1 background, 2 receipt |
/// |     56 |     8 |                |          |             |                         |
///
/// Identity is the operation's participant and sequence, 4 bytes each.
package enum SampleRecord {
    case operation(OperationSample)
    case delivery(DeliverySample)
    case notice(Notice)
    case trace(MessageTrace)

    package static let byteCount = 64

    /// The first of these is no record: what was never written reads as zero.
    fileprivate enum Tag: UInt8 {
        case operation = 1
        case delivery = 2
        case notice = 3
        case trace = 4
    }

    /// The record in 64 bytes, or nil when they hold none.
    init?(_ bytes: RawSpan) {
        switch Tag(rawValue: bytes.number(at: 52)) {
        case .operation:
            guard let sample = OperationSample(bytes) else { return nil }
            self = .operation(sample)
        case .delivery:
            self = .delivery(DeliverySample(bytes))
        case .notice:
            guard let notice = Notice(bytes) else { return nil }
            self = .notice(notice)
        case .trace:
            guard let trace = MessageTrace(bytes) else { return nil }
            self = .trace(trace)
        case nil:
            return nil
        }
    }
}

extension OperationSample {
    func store(at record: UnsafeMutableRawPointer) {
        record.store(intendedNanoseconds, at: 0)
        record.store(sentNanoseconds, at: 8)
        record.store(doneNanoseconds, at: 16)
        record.store(participant, at: 24)
        record.store(sequence, at: 28)
        record.store(key, at: 32)
        record.store(bytesOut, at: 36)
        record.store(bytesIn, at: 40)
        record.store(servedBy, at: 44)
        record.store(hops, at: 48)
        record.store(attempts, at: 50)
        record.store(SampleRecord.Tag.operation.rawValue, at: 52)
        record.store(phase.rawValue, at: 53)
        record.store(kind.rawValue, at: 54)
        record.store(status.rawValue, at: 55)
    }

    fileprivate init?(_ bytes: RawSpan) {
        guard let phase = Phase(rawValue: bytes.number(at: 53)),
            let kind = Operation.Kind(rawValue: bytes.number(at: 54)),
            let status = Status(rawValue: bytes.number(at: 55))
        else { return nil }
        self.init(
            participant: bytes.number(at: 24), sequence: bytes.number(at: 28), phase: phase,
            kind: kind, status: status, key: bytes.number(at: 32),
            intendedNanoseconds: bytes.number(at: 0), sentNanoseconds: bytes.number(at: 8),
            doneNanoseconds: bytes.number(at: 16))
        bytesOut = bytes.number(at: 36)
        bytesIn = bytes.number(at: 40)
        servedBy = bytes.number(at: 44)
        hops = bytes.number(at: 48)
        attempts = bytes.number(at: 50)
    }
}

extension DeliverySample {
    func store(at record: UnsafeMutableRawPointer) {
        record.store(receivedNanoseconds, at: 0)
        record.store(participant, at: 24)
        record.store(sequence, at: 28)
        record.store(receiver, at: 32)
        record.store(copies, at: 36)
        record.store(hops, at: 48)
        record.store(SampleRecord.Tag.delivery.rawValue, at: 52)
    }

    fileprivate init(_ bytes: RawSpan) {
        self.init(
            participant: bytes.number(at: 24), sequence: bytes.number(at: 28),
            receiver: bytes.number(at: 32), copies: bytes.number(at: 36),
            hops: bytes.number(at: 48), receivedNanoseconds: bytes.number(at: 0))
    }
}

extension Notice {
    func store(at record: UnsafeMutableRawPointer) {
        record.store(atNanoseconds, at: 0)
        record.store(node, at: 32)
        record.store(SampleRecord.Tag.notice.rawValue, at: 52)
        record.store(UInt8(believedUp ? 1 : 0), at: 53)
        record.store(how.rawValue, at: 54)
    }

    fileprivate init?(_ bytes: RawSpan) {
        let up: UInt8 = bytes.number(at: 53)
        guard up <= 1, let how = How(rawValue: bytes.number(at: 54)) else { return nil }
        self.init(
            atNanoseconds: bytes.number(at: 0), node: bytes.number(at: 32), believedUp: up == 1,
            how: how)
    }
}

extension MessageTrace {
    func store(at record: UnsafeMutableRawPointer) {
        record.store(atNanoseconds, at: 0)
        record.store(participant, at: 24)
        record.store(sequence, at: 28)
        record.store(from, at: 32)
        record.store(to, at: 36)
        record.store(frameBytes, at: 40)
        record.store(key, at: 44)
        record.store(SampleRecord.Tag.trace.rawValue, at: 52)
        record.store(kind.rawValue, at: 53)
        record.store(attempt, at: 54)
        record.store(UInt8((isBackground ? 1 : 0) | (isReceipt ? 2 : 0)), at: 55)
    }

    fileprivate init?(_ bytes: RawSpan) {
        let flags: UInt8 = bytes.number(at: 55)
        guard let kind = Message.Kind(rawValue: bytes.number(at: 53)), flags < 4 else { return nil }
        atNanoseconds = bytes.number(at: 0)
        participant = bytes.number(at: 24)
        sequence = bytes.number(at: 28)
        from = bytes.number(at: 32)
        to = bytes.number(at: 36)
        frameBytes = bytes.number(at: 40)
        key = bytes.number(at: 44)
        self.kind = kind
        attempt = bytes.number(at: 54)
        isBackground = flags & 1 != 0
        isReceipt = flags & 2 != 0
    }
}

extension UnsafeMutableRawPointer {
    fileprivate func store<Number: BitwiseCopyable>(_ number: Number, at offset: Int) {
        storeBytes(of: number, toByteOffset: offset, as: Number.self)
    }
}

extension RawSpan {
    fileprivate func number<Number: BitwiseCopyable>(at offset: Int) -> Number {
        unsafeLoadUnaligned(fromByteOffset: offset, as: Number.self)
    }
}
