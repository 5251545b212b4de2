import Core
import Testing

@Suite("What messages of one run stay within")
struct MessageLimitsTests {
    private let limits = MessageLimits(
        nodes: 4, participants: 3, keys: 100, serviceNanoseconds: 5_000)

    /// What is wrong with a message; nil for one that a member may send.
    private func problem(_ message: Message) -> Frame.Malformed? {
        do throws(Frame.Malformed) {
            try limits.check(message)
            return nil
        } catch {
            return error
        }
    }

    private func message(_ kind: Message.Kind, participant: UInt32 = 0, key: Key = 0) -> Message {
        Message(kind, operation: OperationID(participant: participant, sequence: 0), key: key)
    }

    @Test(
        "Whatever is asked or answered is about a key of the run", arguments: Message.Kind.allCases)
    func keys(kind: Message.Kind) {
        let aboutKeys: [Message.Kind] = [
            .get, .put, .value, .absent, .stored, .failed, .replicate, .replicated,
            .unreachable, .interrupted, .compare, .compared,
        ]
        let count: Key = aboutKeys.contains(kind) ? 100 : 4
        #expect(problem(message(kind, key: count - 1)) == nil)
        for key in [count, count + 1, 1 << 31, .max] {
            #expect(problem(message(kind, key: key)) == .key(key))
        }
    }

    @Test("Only participants of the run ask", arguments: [Message.Kind.get, .put])
    func participants(kind: Message.Kind) {
        #expect(problem(message(kind, participant: 2)) == nil)
        #expect(problem(message(kind, participant: 3)) == .participant(3))
        #expect(problem(message(kind, participant: .max)) == .participant(.max))
    }

    @Test("Nothing is passed on to nodes beyond the last", arguments: Message.Kind.allCases)
    func farEnd(kind: Message.Kind) {
        var passed = message(kind)
        passed.farEnd = NodeID(3)
        #expect(problem(passed) == nil)
        passed.farEnd = NodeID(4)
        #expect(problem(passed) == .farEnd(4))
    }

    @Test("No request is held for longer than the workload draws")
    func service() {
        var request = message(.get)
        request.serviceNanoseconds = 5_000
        #expect(problem(request) == nil)
        request.serviceNanoseconds = 5_001
        #expect(problem(request) == .service(5_001))
    }

    @Test("Without limits everything a frame can say goes")
    func none() throws {
        var request = message(.put, participant: .max, key: .max)
        request.serviceNanoseconds = 1 << 48 - 1
        try MessageLimits.none.check(request)
    }
}
