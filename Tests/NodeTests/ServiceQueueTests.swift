import Core
import Node
import Testing

/// A server, and when it answered requests that were held for their service time.
private final class Server {
    let bench: Bench
    private var tickets: UInt32 = 0

    init(_ change: (inout NodeSettings) -> Void = { _ in }) {
        bench = Bench(1, in: Desk.one, settings: change)
        bench.node.preload(keys: 1)
        bench.begin(connected: [0])
    }

    /// A request arrives at a moment, to be held for so many milliseconds.
    func request(at milliseconds: Double, for service: Int64, _ kind: Message.Kind = .get) {
        bench.advance(to: milliseconds)
        request(for: service, kind)
    }

    /// A request arrives now, whatever timers are overdue.
    func request(for service: Int64, _ kind: Message.Kind = .get) {
        var message = Message(
            kind, operation: OperationID(participant: 0, sequence: tickets), key: 0)
        message.ticket = tickets
        message.serviceNanoseconds = .milliseconds(service)
        tickets += 1
        bench.give(.received(message, from: NodeID(0)))
    }

    /// The tickets answered up to a moment, in the order of the answers.
    func answered(by milliseconds: Double) -> [UInt32] {
        bench.advance(to: milliseconds)
        return bench.sent.map(\.message.ticket)
    }
}

@Suite("Holding requests for their service time")
struct ServiceQueueTests {
    @Test("Service times that no clock tells hold up who comes later, and harm nothing")
    func endless() {
        let server = Server { $0.speed = 0.001 }
        server.bench.give(.slowed(factor: 1e6))
        for _ in 0..<20 { server.request(for: Int64(1) << 27) }
        #expect(server.answered(by: 1_000) == [])
    }

    @Test("One worker serves in order of arrival, each after the one before")
    func oneWorker() {
        let server = Server()
        server.request(at: 0, for: 10)
        server.request(at: 1, for: 10)
        server.request(at: 2, for: 10)
        #expect(server.answered(by: 9.999) == [])
        #expect(server.answered(by: 10) == [0])
        #expect(server.answered(by: 19.999) == [0])
        #expect(server.answered(by: 20) == [0, 1])
        #expect(server.answered(by: 29.999) == [0, 1])
        #expect(server.answered(by: 30) == [0, 1, 2])
    }

    @Test("A worker that was idle starts on arrival, not where it left off")
    func idle() {
        let server = Server()
        server.request(at: 0, for: 10)
        server.request(at: 50, for: 10)
        #expect(server.answered(by: 59.999) == [0])
        #expect(server.answered(by: 60) == [0, 1])
    }

    @Test("Two workers serve two at once, and the third when the first is free")
    func twoWorkers() {
        let server = Server { $0.serviceWorkers = 2 }
        server.request(at: 0, for: 10)
        server.request(at: 1, for: 30)
        server.request(at: 2, for: 10)
        #expect(server.answered(by: 10) == [0])
        #expect(server.answered(by: 19.999) == [0])
        #expect(server.answered(by: 20) == [0, 2])
        #expect(server.answered(by: 30.999) == [0, 2])
        #expect(server.answered(by: 31) == [0, 2, 1])
    }

    @Test("Without a limit every request is held alone")
    func noLimit() {
        let server = Server { $0.serviceWorkers = 0 }
        for _ in 0..<50 { server.request(at: 0, for: 10) }
        #expect(server.answered(by: 9.999) == [])
        #expect(server.answered(by: 10) == Array(0..<50))
    }

    @Test("Waking late delays one answer and not the ones after it: the schedule is absolute")
    func lateWakeUp() {
        let server = Server()
        server.request(at: 0, for: 10)
        server.request(at: 0, for: 10)
        server.bench.wakeLate(at: 17)
        #expect(server.answered(by: 17) == [0])
        #expect(server.answered(by: 19.999) == [0])
        #expect(server.answered(by: 20) == [0, 1])
    }

    @Test("A request that arrives while answers are overdue is counted from the schedule")
    func arrivalWhileOverdue() {
        let server = Server()
        server.request(at: 0, for: 10)
        server.request(at: 0, for: 10)
        server.bench.wakeLate(at: 13)
        server.request(for: 10)
        #expect(server.answered(by: 29.999) == [0, 1])
        #expect(server.answered(by: 30) == [0, 1, 2])
        server.request(at: 40, for: 10)
        server.bench.wakeLate(at: 57)
        server.request(for: 10)
        #expect(server.answered(by: 66.999) == [0, 1, 2, 3])
        #expect(server.answered(by: 67) == [0, 1, 2, 3, 4])
    }

    @Test("An arm's speed divides service times")
    func speed() {
        let server = Server { $0.speed = 4 }
        server.request(at: 0, for: 10)
        #expect(server.answered(by: 2.499) == [])
        #expect(server.answered(by: 2.5) == [0])
    }

    @Test("A request without service time is answered at once, unless others are before it")
    func noServiceTime() {
        let server = Server()
        server.request(at: 0, for: 0)
        #expect(server.answered(by: 0) == [0])
        server.request(at: 5, for: 10)
        server.request(at: 6, for: 0)
        #expect(server.answered(by: 14.999) == [0])
        #expect(server.answered(by: 15) == [0, 1, 2])
    }

    @Test("A replica is stored at once, whatever the worker does")
    func replicas() {
        let server = Server()
        server.request(at: 0, for: 10)
        server.request(at: 1, for: 10, .replicate)
        #expect(server.answered(by: 1) == [1])
    }
}
