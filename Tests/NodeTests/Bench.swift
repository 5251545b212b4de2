import Core
import Measurement
import Node
import Topology
import Workload

/// Nodes and holders as a test wants them: participant 0 asks at node 0.
struct Desk: Topology {
    static let kind = "desk"
    static let summary = "key k lies on the nodes the test gives"
    static let parameters: [TopologyParameter] = []

    let members: [Member]
    var isRepairing = false
    private let holders: [[Int]]

    /// Each key has its holders in order of preference, equally many for all keys.
    init(nodes: Int, holders: [[Int]]) {
        self.holders = holders
        members = (0..<nodes).map { node in
            Member(
                role: "node", number: node,
                isProvider: holders.contains { $0.contains(node) },
                participant: node == 0 ? 0 : nil)
        }
    }

    init(_ setting: TopologySetting) {
        self.init(nodes: 2, holders: [[1]])
    }

    /// One key on nodes 1, 2 and 3 in that order; node 0 only asks.
    static let three = Desk(nodes: 4, holders: [[1, 2, 3]])
    /// One key on node 1; node 0 only asks.
    static let one = Desk(nodes: 2, holders: [[1]])
    /// One key on node 1, then on node 0 itself.
    static let itself = Desk(nodes: 2, holders: [[1, 0]])

    func dials(of node: NodeID) -> [NodeID] {
        members.indices.dropFirst(node.position + 1).map { NodeID($0) }
    }

    var holdersPerKey: Int { holders[0].count }

    func holder(of key: Key, rank: Int) -> NodeID { NodeID(holders[Int(key)][rank]) }
}

/// One node on the bench: events in by hand, effects out to look at.
///
/// Times are in milliseconds from the start of measurement.
final class Bench {
    struct Sent {
        var message: Message
        var to: Int
    }

    let node: Node
    private var effects: Effects
    private(set) var now = Bench.start
    private var timers = TimedHeap()
    /// The timers asked for, by the number under which `timers` keeps them.
    private var asked: [Timer] = []
    /// How many timers of each purpose have been asked for and not come yet.
    private(set) var pending: [Timer.Purpose: Int] = [:]
    /// Everything sent so far, in order.
    private(set) var sent: [Sent] = []
    private(set) var samples: [OperationSample] = []
    private(set) var notices: [Notice] = []
    /// What has gone to the log, in order.
    private(set) var persisted: [Persisted] = []

    struct Persisted: Equatable {
        var key: Key
        var version: Version
        var bytes: UInt32
    }
    /// Nodes dialed so far, with the time.
    private(set) var dials: [(node: Int, at: Nanoseconds)] = []

    /// When measurement starts on the clock of the node.
    static let start = Instant(nanoseconds: 5_000_000_000)

    init(
        _ id: Int = 0, in topology: some Topology, _ workload: RequestWorkload = .gets(),
        warmup: Double = 0, measure: Double = 1,
        settings change: (inout NodeSettings) -> Void = { _ in }
    ) {
        var settings = NodeSettings()
        change(&settings)
        let plan = OperationPlan(
            workload: workload, participants: 1,
            schedule: Schedule(
                warmupNanoseconds: .seconds(warmup), measureNanoseconds: .seconds(measure),
                drainNanoseconds: .seconds(1)),
            seed: 1, repetition: 1)
        node = Node(NodeID(id), in: topology, plan: plan, settings: settings)
        effects = Effects(node: NodeID(id))
    }

    /// Starts measurement with connections to these nodes.
    func begin(connected: [Int], from: Double = -.greatestFiniteMagnitude) {
        for peer in connected { give(.connected(NodeID(peer))) }
        let first = from.isFinite && from > -1e9 ? Bench.instant(from) : Instant(nanoseconds: .min)
        give(.begin(measurementStart: Bench.start, from: first))
    }

    /// Gives the node an event now.
    func give(_ event: Event) {
        node.handle(event, at: now, into: &effects)
        collect()
    }

    /// Tells the node to dial whom its topology says.
    func dialPeers() {
        node.dialPeers(into: &effects)
        collect()
    }

    /// Moves the clock on; timers that come due meanwhile fire at their times.
    func advance(to milliseconds: Double) {
        let limit = Bench.instant(milliseconds)
        while timers.next <= limit {
            now = max(now, timers.next)
            fire()
        }
        now = max(now, limit)
    }

    /// Moves the clock on without any timer firing, as in a process that gets no processor.
    func wakeLate(at milliseconds: Double) {
        now = max(now, Bench.instant(milliseconds))
    }

    /// When the next timer is due; nil without one.
    var nextTimer: Nanoseconds? { timers.isEmpty ? nil : timers.next - Bench.start }

    /// Fires the earliest timer, now.
    func fire() {
        let (number, due) = timers.removeFirst()
        let timer = asked[Int(number)]
        pending[timer.purpose, default: 0] -= 1
        give(.timer(timer, due: due))
    }

    /// Sends the node an answer to the request it sent last, or to an earlier one.
    func answer(
        _ kind: Message.Kind, to request: Message? = nil, from server: Int? = nil,
        bytes: UInt32 = 0
    ) {
        let last = sent[sent.count - 1]
        var answer = (request ?? last.message).answer(kind)
        answer.contentBytes = bytes
        give(.received(answer, from: NodeID(server ?? last.to)))
    }

    static func instant(_ milliseconds: Double) -> Instant {
        start + Nanoseconds((milliseconds * 1e6).rounded())
    }

    private func collect() {
        for effect in effects.list {
            switch effect {
            case .send(let message, let to): sent.append(Sent(message: message, to: to.position))
            case .dial(let peer): dials.append((peer.position, now - Bench.start))
            case .wake(let timer, let at):
                pending[timer.purpose, default: 0] += 1
                timers.schedule(UInt64(asked.count), at: at)
                asked.append(timer)
            case .record(let sample): samples.append(sample)
            case .notice(let notice): notices.append(notice)
            case .persist(let key, let version, let contentBytes):
                persisted.append(Persisted(key: key, version: version, bytes: contentBytes))
            }
        }
        effects.removeAll()
    }
}

extension Bench {
    var kinds: [Message.Kind] { sent.map(\.message.kind) }

    var receivers: [Int] { sent.map(\.to) }

    var statuses: [Status] { samples.map(\.status) }

    var attempts: [UInt16] { samples.map(\.attempts) }

    var hops: [UInt16] { samples.map(\.hops) }

    var servers: [Int32] { samples.map(\.servedBy) }
}

extension RequestWorkload {
    /// Gets at a constant rate, the first of measurement at 0; 128 bytes each.
    static func gets(perSecond rate: Double = 1, keys: Int = 1) -> RequestWorkload {
        RequestWorkload(
            loop: .open(ratePerSecond: rate), arrivals: .constant, readShare: 1, keys: keys,
            popularity: .uniform, valueBytes: 128)
    }

    /// Puts at a constant rate, the first of measurement at 0; 128 bytes each.
    static func puts(perSecond rate: Double = 1) -> RequestWorkload {
        var workload = gets(perSecond: rate)
        workload.readShare = 0
        return workload
    }

    static func closed(outstanding: Int) -> RequestWorkload {
        var workload = gets()
        workload.loop = .closed(outstanding: outstanding)
        return workload
    }
}
