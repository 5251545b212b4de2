import Core
import Measurement
import Node
import Testing
import Workload

/// Everything that can happen to a node, at random: what it is told need not even make sense.
private struct RandomSchedule {
    let bench: Bench
    /// When the node was stopped by order, from and until.
    private(set) var stops: [Range<Nanoseconds>] = []
    /// The most operations that were open at once.
    private(set) var mostOpen = 0
    private var random: SeededRandom
    private var connected: Set<Int> = []

    static let nodes = 4
    static let measureMilliseconds = 1_000.0

    /// Node 0 asks for keys 0 and 1, and holds key 2 together with node 3.
    init(seed: UInt64, _ workload: RequestWorkload) {
        random = SeededRandom(seed: seed)
        let topology = Desk(nodes: Self.nodes, holders: [[1, 2], [2, 3], [0, 3]])
        let acknowledge = Acknowledge.allCases[Int(seed % 3)]
        bench = Bench(in: topology, workload) {
            $0.retries = Int(seed % 4)
            $0.timeoutNanoseconds = .milliseconds(50)
            $0.attemptTimeoutNanoseconds = .milliseconds(20)
            $0.acknowledge = acknowledge
        }
        bench.node.preload(keys: 3)
    }

    mutating func run() {
        bench.begin(connected: [1, 3])
        connected = [1, 3]
        while milliseconds < Self.measureMilliseconds {
            happen()
            mostOpen = max(mostOpen, bench.node.openOperations)
        }
        bench.advance(to: Self.measureMilliseconds + draw(80))
        bench.give(.end)
    }

    private var milliseconds: Double { Double(bench.now - Bench.start) / 1e6 }

    private mutating func draw(_ limit: Double) -> Double { random.nextUnit() * limit }

    private mutating func pick(_ count: Int) -> Int { Int(random.next(below: UInt64(count))) }

    private mutating func happen() {
        switch pick(20) {
        case 0..<5: bench.advance(to: milliseconds + draw(4))
        case 5..<12: answer()
        case 12: connect()
        case 13: disconnect()
        case 14: undelivered()
        case 15: nonsense()
        case 16: request()
        case 17: wakeLate()
        case 18: bench.give(.dialFailed(NodeID(1 + pick(Self.nodes - 1))))
        default: if pick(8) == 0 { stop() }
        }
    }

    /// An answer to one of the latest requests: right, wrong, late or for the second time.
    private mutating func answer() {
        guard !bench.sent.isEmpty else { return }
        let sent = bench.sent[max(0, bench.sent.count - 1 - pick(12))]
        guard connected.contains(sent.to) else { return }
        let kinds: [Message.Kind] =
            switch sent.message.kind {
            case .get: [.value, .value, .absent, .failed]
            case .put: [.stored, .stored, .failed]
            case .replicate: [.replicated]
            default: []
            }
        guard !kinds.isEmpty else { return }
        bench.answer(kinds[pick(kinds.count)], to: sent.message, from: sent.to, bytes: 128)
    }

    /// The node gets no processor for a while; what arrived meanwhile comes before its timers.
    private mutating func wakeLate() {
        bench.wakeLate(at: milliseconds + draw(6))
        answer()
        disconnect()
        bench.advance(to: milliseconds)
    }

    private mutating func connect() {
        let peer = 1 + pick(Self.nodes - 1)
        guard connected.insert(peer).inserted else { return }
        bench.give(.connected(NodeID(peer)))
    }

    private mutating func disconnect() {
        let peer = 1 + pick(Self.nodes - 1)
        guard connected.remove(peer) != nil else { return }
        bench.give(.lost(NodeID(peer)))
    }

    private mutating func undelivered() {
        guard let sent = bench.sent.last else { return }
        let reason: Undelivered = pick(2) == 0 ? .queueFull : .notConnected
        bench.give(.undelivered(sent.message, to: NodeID(sent.to), reason))
    }

    private mutating func nonsense() {
        let kinds = Message.Kind.allCases
        var message = Message(
            kinds[pick(kinds.count)],
            operation: OperationID(
                participant: UInt32(pick(2)), sequence: UInt32(pick(300))),
            key: Key(pick(3)))
        message.ticket = pick(3) == 0 ? .max : UInt32(pick(40))
        bench.give(.received(message, from: NodeID(1 + pick(Self.nodes - 1))))
    }

    private mutating func request() {
        var message = Message(
            pick(2) == 0 ? .get : .put,
            operation: OperationID(participant: 1, sequence: UInt32(pick(1_000))), key: 2)
        message.serviceNanoseconds = Nanoseconds(pick(3)) * 1_000_000
        bench.give(.received(message, from: NodeID(1 + pick(Self.nodes - 1))))
    }

    private mutating func stop() {
        let from = bench.now
        bench.wakeLate(at: milliseconds + draw(60))
        bench.give(.stopped(until: bench.now))
        stops.append((from - Bench.start)..<(bench.now - Bench.start))
    }
}

@Suite("Whatever happens to a node")
struct RandomScheduleTests {
    private static func workload(_ loop: RequestWorkload.Loop) -> RequestWorkload {
        RequestWorkload(
            loop: loop, arrivals: .poisson, readShare: 0.5, keys: 3, popularity: .uniform,
            valueBytes: 128)
    }

    /// What holds of every sample, however it came about.
    private func check(_ sample: OperationSample, retries: Int) -> Bool {
        let service = sample.doneNanoseconds - sample.sentNanoseconds
        let isTimely = sample.status == .nodeDown || service <= 56_000_000
        let isInOrder =
            sample.intendedNanoseconds <= sample.sentNanoseconds && service >= 0
        let hasServer = (sample.servedBy >= 0) == (sample.status == .ok)
        return isTimely && isInOrder && hasServer && Int(sample.attempts) <= retries + 1
    }

    @Test("Each planned operation of an open loop ends once, or was never issued for a stop")
    func openLoop() {
        for seed in 0..<UInt64(250) {
            let workload = Self.workload(.open(ratePerSecond: 200))
            var schedule = RandomSchedule(seed: seed, workload)
            schedule.run()
            let plan = OperationPlan(
                workload: workload, participants: 1,
                schedule: Schedule(
                    warmupNanoseconds: 0, measureNanoseconds: .seconds(1), drainNanoseconds: 0),
                seed: 1, repetition: 1)
            let samples = schedule.bench.samples
            let ended = Set(samples.map(\.sequence))
            #expect(ended.count == samples.count, "an operation ended twice with seed \(seed)")
            for operation in plan.stream(participant: 0) {
                let isStopped = schedule.stops.contains {
                    $0.contains(operation.intendedNanoseconds)
                }
                if !ended.contains(operation.sequence) {
                    let mayBeSkipped = schedule.stops.contains {
                        operation.intendedNanoseconds < $0.upperBound
                    }
                    #expect(mayBeSkipped, "\(operation) never ended with seed \(seed)")
                } else {
                    #expect(!isStopped, "\(operation) was issued in a stop with seed \(seed)")
                }
            }
            let retries = Int(seed % 4)
            #expect(samples.allSatisfy { check($0, retries: retries) }, "seed \(seed)")
            #expect(schedule.bench.node.openOperations == 0, "seed \(seed)")
            #expect(schedule.bench.node.isLoadOver, "seed \(seed)")
        }
    }

    @Test("Each operation that a closed loop begins ends once, and never are too many open")
    func closedLoop() {
        for seed in 0..<UInt64(250) {
            var schedule = RandomSchedule(seed: seed, Self.workload(.closed(outstanding: 3)))
            schedule.run()
            let samples = schedule.bench.samples
            let sequences = samples.map(\.sequence).sorted()
            #expect(Set(sequences).count == sequences.count, "seed \(seed): \(sequences)")
            // Each lane may have taken one that came to be intended after measurement.
            let taken = sequences.last.map { Int($0) + 1 } ?? 0
            #expect(taken - sequences.count <= 3, "seed \(seed): \(sequences)")
            let retries = Int(seed % 4)
            #expect(samples.allSatisfy { check($0, retries: retries) }, "seed \(seed)")
            #expect(schedule.mostOpen <= 3, "seed \(seed)")
            #expect(schedule.bench.node.openOperations == 0, "seed \(seed)")
        }
    }

    @Test("Once the trial is over, nothing is issued and nothing ends any more")
    func afterTheEnd() {
        for seed in 0..<UInt64(50) {
            for loop in [RequestWorkload.Loop.open(ratePerSecond: 200), .closed(outstanding: 3)] {
                var schedule = RandomSchedule(seed: seed, Self.workload(loop))
                schedule.run()
                let bench = schedule.bench
                let ended = bench.samples.count
                let requests = bench.kinds.count { $0 == .get || $0 == .put }
                bench.advance(to: 3_000)
                for sent in bench.sent.suffix(20) where sent.message.kind == .get {
                    bench.answer(.value, to: sent.message, from: sent.to)
                }
                #expect(bench.samples.count == ended, "seed \(seed)")
                #expect(
                    bench.kinds.count { $0 == .get || $0 == .put } == requests, "seed \(seed)")
            }
        }
    }

    @Test(
        "Every put from another node is answered exactly once, when no holder is left to wait for")
    func puts() {
        for seed in 0..<UInt64(200) {
            var random = SeededRandom(seed: seed)
            let bench = Bench(1, in: Desk.three) {
                $0.acknowledge = Acknowledge.allCases[Int(seed % 3)]
            }
            bench.begin(connected: [0, 2, 3])
            var connected: Set<Int> = [2, 3]
            for sequence in 0..<UInt32(60) {
                var put = Message(
                    .put, operation: OperationID(participant: 0, sequence: sequence), key: 0)
                put.ticket = sequence
                bench.give(.received(put, from: NodeID(0)))
                let peer = 2 + Int(random.next(below: 2))
                switch random.next(below: 6) {
                case 0 where connected.remove(peer) != nil: bench.give(.lost(NodeID(peer)))
                case 1 where connected.insert(peer).inserted: bench.give(.connected(NodeID(peer)))
                default: confirm(bench, connected, &random)
                }
            }
            for peer in connected.sorted() { bench.give(.lost(NodeID(peer))) }
            let answered = bench.sent.filter { $0.message.kind == .stored }.map(\.message.ticket)
            #expect(answered.sorted() == Array(0..<60), "seed \(seed)")
        }
    }

    /// Some holder confirms some copy, perhaps not for the first time.
    private func confirm(_ bench: Bench, _ connected: Set<Int>, _ random: inout SeededRandom) {
        let copies = bench.sent.filter {
            $0.message.kind == .replicate && connected.contains($0.to)
        }.suffix(8)
        guard !copies.isEmpty else { return }
        let copy = copies[copies.startIndex + Int(random.next(below: UInt64(copies.count)))]
        bench.answer(.replicated, to: copy.message, from: copy.to)
    }
}
