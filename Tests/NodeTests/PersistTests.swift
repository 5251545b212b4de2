import Core
import Node
import Testing
import Topology

@Suite("What a provider writes down")
struct PersistTests {
    private static func put(_ kind: Message.Kind, at milliseconds: Int64) -> Message {
        var put = Message(kind, operation: OperationID(participant: 0, sequence: 3), key: 0)
        put.version = Version(
            intendedNanoseconds: .milliseconds(milliseconds), participant: 0, sequence: 3)
        put.contentBytes = 90
        return put
    }

    private static func bench(_ durability: Durability) -> Bench {
        let bench = Bench(1, in: Desk.one) { $0.durability = durability }
        bench.begin(connected: [0])
        bench.node.preload(keys: 1)
        return bench
    }

    @Test("Is each put and replicate it applies, once, and nothing that changes nothing")
    func applied() {
        let bench = Self.bench(.log)
        let messages = [
            Self.put(.put, at: 5), Self.put(.put, at: 5), Self.put(.put, at: 4),
            Self.put(.replicate, at: 6), Self.put(.replicate, at: 6),
            Message(.get, operation: OperationID(participant: 0, sequence: 4), key: 0),
        ]
        for message in messages { bench.give(.received(message, from: NodeID(0))) }
        #expect(
            bench.persisted == [
                .init(key: 0, version: Self.put(.put, at: 5).version, bytes: 90),
                .init(key: 0, version: Self.put(.put, at: 6).version, bytes: 90),
            ])
        #expect(bench.sent.count == messages.count)
    }

    @Test("Is nothing where data is in memory only")
    func memory() {
        let bench = Self.bench(.memory)
        bench.give(.received(Self.put(.put, at: 5), from: NodeID(0)))
        #expect(bench.persisted == [])
    }

    @Test("Comes back in any order as the newest of each key")
    func restore() {
        let bench = Self.bench(.log)
        for milliseconds: Int64 in [7, 9, 8] {
            let put = Self.put(.put, at: milliseconds)
            bench.node.restore(0, put.version, contentBytes: 90)
        }
        #expect(bench.node.stored.map { $0.version } == [Self.put(.put, at: 9).version])
        #expect(bench.persisted == [])
    }
}
