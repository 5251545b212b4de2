import Core
import Measurement
import Node
import Testing
import Topology
import Workload

/// A mesh without work: everybody has a link to everybody.
private func bench(nodes: Int = 5, indirect: Int = 2) -> Bench {
    let bench = Bench(in: Desk(nodes: nodes, holders: [[1]]), .gets(perSecond: 0.001), measure: 60)
    {
        $0.detection = .swim(
            Detection.Swim(
                periodNanoseconds: .milliseconds(300), indirect: indirect, suspicionPeriods: 3))
    }
    bench.begin(connected: Array(1..<nodes))
    return bench
}

/// A message of SWIM's as the table of its layout says.
private func message(
    _ kind: Message.Kind, probe: UInt32 = 9, about: UInt32, incarnation: UInt32 = 0,
    _ news: UInt64...
) -> Message {
    var message = Message(kind, operation: OperationID(participant: 0, sequence: 0), key: about)
    message.isBackground = true
    message.ticket = probe
    message.serviceNanoseconds = Nanoseconds(incarnation)
    let words = news + [0, 0, 0]
    message.operation = OperationID(
        participant: UInt32(words[0] >> 32), sequence: UInt32(truncatingIfNeeded: words[0]))
    message.version = Version(
        intendedNanoseconds: Int64(bitPattern: words[1]), participant: UInt32(words[2] >> 32),
        sequence: UInt32(truncatingIfNeeded: words[2]))
    return message
}

private func news(_ node: UInt64, _ state: UInt64, _ incarnation: UInt64) -> UInt64 {
    node << 40 | state << 32 | incarnation
}

private let (alive, suspected, dead): (UInt64, UInt64, UInt64) = (1, 2, 3)

extension Message {
    /// The first piece of news in it.
    fileprivate var firstNews: UInt64 {
        UInt64(operation.participant) << 32 | UInt64(operation.sequence)
    }
}

extension Bench {
    /// What it has sent but for the one request.
    fileprivate var probing: [Sent] { sent.filter { $0.message.isDetection } }

    /// Moves the clock on to a message of that kind that has not been seen, and gives it.
    fileprivate func next(_ kind: Message.Kind, after count: Int) -> Sent? {
        while sent.count == count || !sent[count...].contains(where: { $0.message.kind == kind }) {
            guard let timer = nextTimer, timer < 60_000_000_000 else { return nil }
            advance(to: Double(timer) / 1e6)
        }
        return sent[count...].first { $0.message.kind == kind }
    }

    fileprivate func answer(_ ping: Sent) {
        let ack = message(.ack, probe: ping.message.ticket, about: ping.message.key)
        give(.received(ack, from: NodeID(ping.to)))
    }
}

@Suite("SWIM")
struct SwimTests {
    @Test(
        "Each period one other is pinged, everybody once in a round; who answers is not suspected")
    func rounds() throws {
        let bench = bench()
        var pinged: [Int] = []
        for _ in 0..<8 {
            let ping = try #require(bench.next(.ping, after: bench.sent.count))
            pinged.append(ping.to)
            bench.answer(ping)
        }
        #expect(pinged[..<4].sorted() == [1, 2, 3, 4])
        #expect(pinged[4...].sorted() == [1, 2, 3, 4])
        #expect(bench.probing.map(\.message.kind) == Array(repeating: .ping, count: 8))
        #expect(bench.notices == [])
    }

    @Test("Without an ack others are asked after a third of the period; at its end it is suspected")
    func suspicion() throws {
        let bench = bench()
        let ping = try #require(bench.next(.ping, after: 0))
        let start = bench.now
        let request = try #require(bench.next(.pingRequest, after: 0))
        #expect(bench.now - start == 100_000_000)
        let requests = bench.sent.filter { $0.message.kind == .pingRequest }
        #expect(requests.count == 2)
        #expect(Set(requests.map(\.to)).count == 2)
        #expect(!requests.map(\.to).contains(ping.to))
        #expect(request.message.key == Key(ping.to))
        #expect(bench.notices == [])
        bench.advance(to: Double(start - Bench.start) / 1e6 + 300)
        let end = start - Bench.start + 300_000_000
        #expect(
            bench.notices == [
                Notice(
                    atNanoseconds: end, node: Int32(ping.to), believedUp: false, how: .suspicion)
            ])
    }

    @Test("An ack that came through another is as good")
    func indirect() throws {
        let bench = bench()
        _ = try #require(bench.next(.ping, after: 0))
        let request = try #require(bench.next(.pingRequest, after: 0))
        let relayed = message(.ack, probe: request.message.ticket, about: 0)
        bench.give(.received(relayed, from: NodeID(request.to)))
        _ = bench.next(.ping, after: bench.sent.count)
        #expect(bench.notices == [])
    }

    @Test("An ack to another probe is none")
    func wrongNumber() throws {
        let bench = bench()
        let ping = try #require(bench.next(.ping, after: 0))
        let wrong = message(.ack, probe: ping.message.ticket + 1, about: 0)
        bench.give(.received(wrong, from: NodeID(ping.to)))
        _ = bench.next(.ping, after: bench.sent.count)
        #expect(bench.notices.map(\.how) == [.suspicion])
    }

    @Test("Asked to help, a node pings for the other, and hands the ack on")
    func helper() {
        let bench = bench()
        bench.give(.received(message(.pingRequest, probe: 77, about: 3), from: NodeID(1)))
        let ping = bench.probing[0]
        #expect(ping.to == 3)
        #expect(ping.message.kind == .ping)
        bench.answer(ping)
        let ack = bench.probing[1]
        #expect(ack.to == 1)
        #expect(ack.message.kind == .ack)
        #expect(ack.message.ticket == 77)
        #expect(ack.message.key == 1)
    }

    @Test("Word of others is believed and spread, the newer over the older")
    func precedence() {
        let bench = bench()
        func hear(_ word: UInt64) {
            bench.give(.received(message(.ping, about: 1, word), from: NodeID(1)))
        }
        hear(news(3, suspected, 0))
        #expect(bench.notices.map(\.how) == [.suspicion])
        #expect(bench.sent.last?.message.firstNews == news(3, suspected, 0))
        hear(news(3, alive, 0))
        #expect(bench.notices.count == 1)
        hear(news(3, alive, 1))
        #expect(bench.notices.map(\.how) == [.suspicion, .answered])
        hear(news(3, suspected, 0))
        hear(news(3, dead, 0))
        #expect(bench.notices.count == 2)
        hear(news(3, dead, 1))
        #expect(bench.notices.map(\.how) == [.suspicion, .answered, .confirmed])
        hear(news(3, suspected, 1))
        hear(news(3, alive, 1))
        #expect(bench.notices.count == 3)
        bench.give(.received(message(.ping, about: 3, incarnation: 2), from: NodeID(3)))
        #expect(bench.notices.last?.believedUp == true)
    }

    @Test("A suspect that does not refute is dead after its periods; one that does is not")
    func refutation() {
        let refuting = bench()
        let silent = bench()
        for bench in [refuting, silent] {
            bench.give(.received(message(.ping, about: 1, news(3, suspected, 4)), from: NodeID(1)))
        }
        refuting.advance(to: 800)
        refuting.give(.received(message(.ping, about: 3, incarnation: 5), from: NodeID(3)))
        func statesSaid(_ bench: Bench) -> Set<UInt64> {
            bench.advance(to: 1_250)
            let earlier = bench.sent.count
            bench.give(.received(message(.ping, about: 3, incarnation: 0), from: NodeID(3)))
            return Set(bench.sent[earlier...].map { $0.message.firstNews }.filter { $0 >> 40 == 3 })
        }
        #expect(statesSaid(silent) == [news(3, dead, 4)])
        #expect(!statesSaid(refuting).contains(news(3, dead, 5)))
        #expect(!statesSaid(refuting).contains(news(3, dead, 4)))
    }

    @Test(
        "Called suspected or dead, a node says that it lives, one incarnation on",
        arguments: [2, 3])
    func itself(state: UInt64) {
        let bench = bench()
        bench.give(.received(message(.ping, about: 1, news(0, state, 6)), from: NodeID(1)))
        let ack = bench.probing[0].message
        #expect(ack.serviceNanoseconds == 7)
        #expect(ack.firstNews == news(0, alive, 7))
        bench.give(.received(message(.ping, about: 1, news(0, state, 6)), from: NodeID(1)))
        #expect(bench.probing[1].message.serviceNanoseconds == 7)
    }

    @Test("One believed dead is told so in each period, and believed again when it objects")
    func knock() throws {
        let bench = bench()
        bench.give(.received(message(.ping, about: 1, news(3, dead, 2)), from: NodeID(1)))
        let earlier = bench.sent.count
        bench.advance(to: 1_000)
        let pings = bench.sent[earlier...].filter { $0.message.kind == .ping }
        let knocks = pings.filter { $0.to == 3 }
        #expect(knocks.count >= 3)
        #expect(pings.count == 2 * knocks.count)
        #expect(knocks.allSatisfy { $0.message.firstNews == news(3, dead, 2) })
        #expect(bench.notices.filter { $0.node == 3 }.map(\.believedUp) == [false])
        bench.give(.received(message(.ack, probe: 0, about: 0, incarnation: 3), from: NodeID(3)))
        #expect(bench.notices.last?.node == 3)
        #expect(bench.notices.last?.believedUp == true)
    }

    @Test("Lost connections and unanswered attempts change no belief")
    func otherEvidence() {
        let bench = bench()
        bench.give(.lost(NodeID(1)))
        #expect(bench.notices == [])
        bench.give(.connected(NodeID(1)))
        #expect(bench.notices == [])
    }

    @Test("After standing still a node does not blame whom it had pinged")
    func stopped() throws {
        let bench = bench()
        _ = try #require(bench.next(.ping, after: 0))
        bench.wakeLate(at: 5_000)
        bench.give(.stopped(until: bench.now))
        bench.advance(to: 5_001)
        #expect(bench.probing.map(\.message.kind) == [.ping, .ping])
        #expect(bench.notices == [])
    }

    @Test("News of nodes that do not exist, and of states that do not, says nothing")
    func hostile() {
        let bench = bench()
        for word in [news(5, dead, 0), news(1 << 23, dead, 9), news(3, 4, 1), news(3, 255, 1)] {
            bench.give(.received(message(.ping, about: 1, word, word, word), from: NodeID(1)))
        }
        for about in [5, 0x7FFF_FFFF, 0x8000_0000, UInt32.max] {
            for kind in [Message.Kind.pingRequest, .ack] {
                bench.give(.received(message(kind, about: about), from: NodeID(1)))
            }
        }
        #expect(bench.probing.map(\.message.kind) == Array(repeating: .ack, count: 4))
        #expect(bench.notices == [])
    }

    @Test("Ten thousand messages of random bits do no harm, the highest incarnation among them")
    func randomBits() throws {
        let bench = bench()
        let highest = UInt64(UInt32.max)
        bench.give(.received(message(.ping, about: 1, news(0, dead, highest)), from: NodeID(1)))
        var random = SeededRandom(seed: 4)
        let kinds: [Message.Kind] = [.ping, .ack, .pingRequest, .heartbeat]
        for _ in 0..<10_000 {
            let bits = (0..<3).map { _ in random.next() & random.next() }
            let hostile = message(
                kinds[Int(random.next(below: 4))], probe: UInt32(random.next(below: 20)),
                about: UInt32(random.next(below: 8)),
                incarnation: UInt32(truncatingIfNeeded: random.next()), bits[0], bits[1], bits[2])
            bench.give(.received(hostile, from: NodeID(Int(1 + random.next(below: 4)))))
        }
        bench.advance(to: 2_000)
        #expect(bench.sent.allSatisfy { (1...4).contains($0.to) })
    }
}
