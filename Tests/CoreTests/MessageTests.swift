import Core
import Testing

@Suite("Messages")
struct MessageTests {
    @Test("An answer echoes what the asking node needs and carries nothing unasked")
    func answer() {
        var request = Message(.put, operation: OperationID(participant: 3, sequence: 8), key: 17)
        request.ticket = 99
        request.attempt = 2
        request.hops = 2
        request.isMeasured = true
        request.serviceNanoseconds = 500
        request.contentBytes = 128
        request.version = Version(intendedNanoseconds: 4, participant: 3, sequence: 8)
        var expected = request
        expected.kind = .stored
        expected.serviceNanoseconds = 0
        expected.contentBytes = 0
        #expect(request.answer(.stored) == expected)
    }

    @Test("A message is a small value: copying one touches no heap")
    func size() {
        #expect(MemoryLayout<Message>.size <= 64)
    }

    @Test("Operations before the start of measurement are warm-up")
    func phase() {
        func phase(_ intended: Nanoseconds) -> Phase {
            Operation(
                sequence: 0, intendedNanoseconds: intended, kind: .get, key: 0, valueBytes: 1
            ).phase
        }
        #expect(phase(-1) == .warmup)
        #expect(phase(0) == .measure)
        #expect(Phase.allCases.map(\.name) == ["warmup", "measure"])
        #expect(Operation.Kind.allCases.map(\.name) == ["get", "put"])
    }
}
