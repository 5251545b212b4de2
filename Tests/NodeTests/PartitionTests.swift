import Core
import Node
import Testing
import Topology
import Workload

/// Six peers of a mesh with repair, and a network that a test cuts and mends: messages arrive at once.
private final class Network {
    let topology: Mesh
    private(set) var nodes: [Node] = []
    private var effects: [Effects] = []
    private var now = Bench.start
    private var timers: [(node: Int, timer: Timer, at: Instant)] = []
    /// Which side each node is on; only those of one side reach each other.
    private var sides: [Int]

    static let count = 6
    static let keys = 40

    init() throws {
        topology = try Mesh(
            TopologySetting(
                participants: Self.count, keys: Self.keys, values: ["replicas": 2],
                isRepairing: true))
        sides = Array(repeating: 0, count: Self.count)
        let plan = OperationPlan(
            workload: .gets(perSecond: 0.001, keys: Self.keys), participants: Self.count,
            schedule: Schedule(
                warmupNanoseconds: 0, measureNanoseconds: .seconds(1), drainNanoseconds: 0),
            seed: 1, repetition: 1)
        for index in 0..<Self.count {
            nodes.append(Node(NodeID(index), in: topology, plan: plan, settings: NodeSettings()))
            effects.append(Effects(node: NodeID(index)))
            nodes[index].preload(keys: Self.keys)
        }
        connect { _, _ in true }
        for index in 0..<Self.count {
            give(.begin(measurementStart: Bench.start, from: now + .seconds(10)), to: index)
        }
    }

    /// Cuts the first `count` nodes off from the others.
    func cut(_ count: Int) {
        for left in 0..<count {
            for right in count..<Self.count {
                sides[left] = 1
                give(.lost(NodeID(right)), to: left)
                give(.lost(NodeID(left)), to: right)
            }
        }
        settle()
    }

    func mend() {
        let before = sides
        sides = Array(repeating: 0, count: Self.count)
        connect { before[$0] != before[$1] }
        settle()
    }

    private func connect(_ isNew: (Int, Int) -> Bool) {
        for one in 0..<Self.count {
            for other in 0..<Self.count where one != other && isNew(one, other) {
                give(.connected(NodeID(other)), to: one)
            }
        }
    }

    /// Puts a key at the node that is asked for it on one side.
    func put(_ key: Key, at milliseconds: Int64, fromSide side: Int) throws {
        let view = View(nodeCount: Self.count)
        for index in sides.indices where sides[index] == side { view[NodeID(index)] = .up }
        let asker = try #require(sides.firstIndex(of: side))
        let server = try #require(
            topology.next(for: key, at: NodeID(asker), view: view, asked: RankSet()))
        var put = Message(.put, operation: OperationID(participant: 0, sequence: 9), key: key)
        put.version = Self.version(milliseconds)
        put.contentBytes = 128
        give(.received(put, from: NodeID(asker)), to: server.position)
    }

    static func version(_ milliseconds: Int64) -> Version {
        Version(intendedNanoseconds: .milliseconds(milliseconds), participant: 0, sequence: 9)
    }

    /// What the holders of a key have, in order of preference.
    func held(_ key: Key) -> [Version?] {
        (0..<2).map { rank in
            let holder = topology.holder(of: key, rank: rank)
            return nodes[holder.position].stored.first { $0.key == key }?.version
        }
    }

    /// Lets time go by until holders have repaired and compared what they have.
    private func settle() {
        let end = now + .milliseconds(600)
        while let first = timers.indices.min(by: { timers[$0].at < timers[$1].at }),
            timers[first].at <= end
        {
            let due = timers.remove(at: first)
            now = max(now, due.at)
            if [.repair, .comparison].contains(due.timer.purpose) {
                give(.timer(due.timer, due: due.at), to: due.node)
            }
        }
        now = end
    }

    private func give(_ event: Event, to index: Int) {
        nodes[index].handle(event, at: now, into: &effects[index])
        let list = effects[index].list
        effects[index].removeAll()
        for effect in list {
            switch effect {
            case .send(let message, let receiver) where sides[receiver.position] == sides[index]:
                give(.received(message, from: NodeID(index)), to: receiver.position)
            case .wake(let timer, let at): timers.append((index, timer, at))
            default: break
            }
        }
    }
}

@Suite("Repair across a partition")
struct PartitionTests {
    @Test("Both sides take all keys over, as far as they had any holder of them", arguments: 1...5)
    func takeOver(cut: Int) throws {
        let network = try Network()
        network.cut(cut)
        for key in 0..<Key(Network.keys) {
            for side in [0..<cut, cut..<Network.count] {
                let had = side.contains { network.topology.isHolder(NodeID($0), of: key) }
                let have = side.filter { node in
                    network.nodes[node].stored.contains { $0.key == key }
                }
                #expect(have.count == (had ? min(2, side.count) : 0))
            }
        }
    }

    @Test("When it heals, the holders have the newest of both sides' writes", arguments: 1...5)
    func heal(cut: Int) throws {
        let network = try Network()
        network.cut(cut)
        for key in 0..<Key(Network.keys) {
            // Of four keys, one is written here, one there, one on both sides and one on neither.
            if key % 4 == 0 || key % 4 == 2 { try network.put(key, at: 10, fromSide: 1) }
            if key % 4 == 1 || key % 4 == 2 { try network.put(key, at: 20, fromSide: 0) }
        }
        network.mend()
        for key in 0..<Key(Network.keys) {
            let expected: [Version] = [
                Network.version(10), Network.version(20), Network.version(20), .initial,
            ]
            let newest = expected[Int(key % 4)]
            #expect(network.held(key) == [newest, newest], "key \(key)")
        }
        #expect(network.nodes.allSatisfy { !$0.isRepairing })
    }
}
