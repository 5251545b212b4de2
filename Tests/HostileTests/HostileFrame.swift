import Core

/// What a member gone mad might send.
struct HostileFrame {
    let bytes: [UInt8]

    /// Bytes by chance, a frame that something is wrong with, or one that is whole and says the worst.
    init(using random: inout SeededRandom) {
        var frame = Self.extreme(using: &random).frame
        switch random.next(below: 8) {
        case 0:
            frame = (0..<random.next(below: 300)).map { _ in UInt8(random.next(below: 256)) }
        case 1:
            frame.removeLast(Int(random.next(below: UInt64(frame.count))))
        case 2:
            frame.insert(
                UInt8(random.next(below: 256)), at: Int(random.next(below: UInt64(frame.count))))
        case 3:
            for _ in 0...random.next(below: 3) {
                frame[Int(random.next(below: UInt64(frame.count)))] ^= UInt8(
                    1 + random.next(below: 255))
            }
        default: break
        }
        bytes = frame
    }

    /// Whether a node of so many peers and keys, where every service takes 1 us, refuses it.
    func isRefused(peers: UInt32, keys: Key) -> Bool {
        do throws(Frame.Malformed) {
            var rest = bytes[...]
            while rest.count >= Frame.lengthBytes {
                let all = Array(rest)
                let length = try Frame.announcedBytes(all.span.bytes)
                guard length <= all.count else { return false }
                let message = try Frame.decode(Array(all[..<length]).span.bytes)
                if let farEnd = message.farEnd, farEnd.position >= peers { return true }
                switch message.kind {
                case .get, .put:
                    if message.operation.participant >= peers || message.key >= keys
                        || message.serviceNanoseconds > 1_000
                    {
                        return true
                    }
                case .value, .absent, .stored, .failed, .replicate, .replicated, .unreachable,
                    .interrupted, .compare, .compared:
                    if message.key >= keys { return true }
                default:
                    if message.key >= peers { return true }
                }
                rest = rest.dropFirst(length)
            }
            return false
        } catch {
            return true
        }
    }

    /// A whole frame whose every field is ordinary or as far out as can be.
    private static func extreme(using random: inout SeededRandom) -> Message {
        func pick<Value>(_ values: [Value]) -> Value {
            values[Int(random.next(below: UInt64(values.count)))]
        }
        var message = Message(
            pick(Message.Kind.allCases),
            operation: OperationID(
                participant: pick([0, 1, 2, 3, 3, 4, 1 << 31, .max]),
                sequence: pick([0, 1, UInt32(random.next(below: 1000)), .max - 1, .max])),
            key: pick([0, 1, 2, 50, 99, 99, 100, 1 << 31, .max]))
        message.isBackground = pick([false, true])
        message.isMeasured = pick([false, true])
        message.attempt = pick([0, 1, 2, .max])
        message.hops = pick([0, 1, 2, .max - 1, .max])
        message.ticket = pick([0, 1, 2, UInt32(random.next(below: 100)), .max - 1, .max])
        message.version = Version(
            intendedNanoseconds: pick([.min, -1, 0, 1, .max]),
            participant: pick([0, 3, 4, .max]), sequence: pick([0, 1, .max]))
        message.serviceNanoseconds = pick([0, 0, 1_000, 1_001, 1 << 48 - 1])
        message.contentBytes = pick([0, 1, 7, 64, 1000])
        message.farEnd = pick([nil, nil, nil, NodeID(0), NodeID(3), NodeID(4), NodeID(1 << 31 - 1)])
        return message
    }
}
