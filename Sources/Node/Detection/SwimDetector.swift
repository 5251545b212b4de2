import Core
import Measurement
import Topology

/// SWIM (Das, Gupta and Motivala, DSN 2002): believes probes, and what others say of theirs.
///
/// In each period a member pings one other, everybody in turn. Without an ack within a third of the
/// period it asks some others to ping for it; without an ack by the period's end the other is
/// suspected, and dead when it has not refuted that in time. All this spreads on the backs of pings
/// and acks. Whoever is called suspected or dead and is not says so with a higher incarnation: its
/// own, which every frame of it tells. So that this happens after a partition as well, one of those
/// believed dead is pinged in each period too; nothing follows if it stays silent.
///
/// Periods begin at a time of each member's own. Only neighbours are probed and asked for help.
final class SwimDetector: FailureDetector {
    private struct Probe {
        var number: UInt32
        var target: NodeID
    }

    private let setting: Detection.Swim
    private let id: NodeID
    private let topology: any Topology
    private var random: SeededRandom
    private var members: SwimMembers
    private var turns: ProbeOrder
    private var turnsOfTheDead: ProbeOrder
    /// The probe that is not answered yet.
    private var probe: Probe?
    private var probeCount: UInt32 = 0

    /// The number of a ping that is no probe: nothing waits for its ack.
    private static let noProbe: UInt32 = 0

    init(_ setting: Detection.Swim, at id: NodeID, in topology: any Topology, seed: UInt64) {
        self.setting = setting
        self.id = id
        self.topology = topology
        random = SeededRandom(seed: seed, path: Detection.stream, UInt64(id.position))
        members = SwimMembers(
            of: id, nodeCount: topology.members.count,
            suspicionNanoseconds: setting.periodNanoseconds * Nanoseconds(setting.suspicionPeriods))
        let neighbors = topology.neighbors(of: id)
        members.keep(neighbors)
        turns = ProbeOrder(neighbors)
        turnsOfTheDead = turns
    }

    func begin(_ beliefs: Beliefs, at now: Instant, into effects: inout Effects) {
        let phase = random.next(below: UInt64(setting.periodNanoseconds))
        effects.wake(Timer(.probe), at: now + Nanoseconds(phase))
    }

    /// Whoever is met for the first time lives; of others a connection says nothing.
    func connected(
        _ node: NodeID, _ beliefs: inout Beliefs, at now: Instant, into effects: inout Effects
    ) {
        guard members[node].state == .unknown else { return }
        let met = MemberUpdate(node, .alive, incarnation: 0)
        learn(met, &beliefs, aliveBecause: .connected, at: now, into: &effects)
    }

    /// As if it had been found dead: that spreads, and its return is its own to tell.
    func left(
        _ node: NodeID, _ beliefs: inout Beliefs, at now: Instant, into effects: inout Effects
    ) {
        guard members.isKept(node) else { return }
        var departure = members[node]
        departure.state = .dead
        learn(departure, &beliefs, deadBecause: .left, at: now, into: &effects)
    }

    func heard(
        _ message: Message, from node: NodeID, _ beliefs: inout Beliefs, at now: Instant,
        into effects: inout Effects
    ) {
        switch message.kind {
        case .ping, .ack, .pingRequest: break
        default: return
        }
        let sender = MemberUpdate(node, .alive, incarnation: message.senderIncarnation)
        for update in [sender] + message.news {
            learn(update, &beliefs, at: now, into: &effects)
        }
        let about = NodeID(Int(Int32(truncatingIfNeeded: message.key)))
        switch message.kind {
        case .ping:
            send(.ack, to: node, probe: message.ticket, about: about, into: &effects)
        case .pingRequest where about != id && members.isKept(about):
            send(.ping, to: about, probe: message.ticket, about: node, into: &effects)
        case .ack where about != id && members.isKept(about):
            send(.ack, to: about, probe: message.ticket, about: about, into: &effects)
        case .ack where about == id && message.ticket == probe?.number:
            probe = nil
        default: break
        }
    }

    func fire(
        _ timer: Timer, due: Instant, _ beliefs: inout Beliefs, at now: Instant,
        into effects: inout Effects
    ) {
        switch timer.purpose {
        case .probe:
            endPeriod(&beliefs, at: now, into: &effects)
            beginPeriod(at: now, into: &effects)
            let next = due + setting.periodNanoseconds
            effects.wake(timer, at: next > now ? next : now + setting.periodNanoseconds)
        case .probeHelp where timer.number == probe?.number:
            askForHelp(into: &effects)
        default: break
        }
    }

    /// Acks may have been missed: the probe counts for nothing, and suspects get their time again.
    func stopped(at now: Instant) {
        probe = nil
        members.reprieve(at: now)
    }
}

extension SwimDetector {
    /// Whoever did not answer is suspected; whoever did not refute is dead.
    private func endPeriod(
        _ beliefs: inout Beliefs, at now: Instant, into effects: inout Effects
    ) {
        if let target = probe?.target, members[target].state == .alive {
            var suspicion = members[target]
            suspicion.state = .suspected
            learn(suspicion, &beliefs, at: now, into: &effects)
        }
        for node in members.condemned(at: now) {
            var death = members[node]
            death.state = .dead
            learn(death, &beliefs, at: now, into: &effects)
        }
    }

    private func beginPeriod(at now: Instant, into effects: inout Effects) {
        probe = nil
        if let target = turns.next(using: &random, where: { members.isMember($0) }) {
            probeCount = probeCount == .max ? 1 : probeCount + 1
            probe = Probe(number: probeCount, target: target)
            send(.ping, to: target, probe: probeCount, about: id, into: &effects)
            effects.wake(
                Timer(.probeHelp, number: probeCount), at: now + setting.periodNanoseconds / 3)
        }
        if let dead = turnsOfTheDead.next(using: &random, where: { !members.isMember($0) }) {
            send(.ping, to: dead, probe: Self.noProbe, about: id, into: &effects)
        }
    }

    /// Asks members that have a link to the target as well.
    private func askForHelp(into effects: inout Effects) {
        guard let probe else { return }
        let common = topology.neighbors(of: probe.target).filter {
            $0 != id && members.isKept($0) && members.isMember($0)
        }
        for helper in common.shuffled(using: &random).prefix(setting.indirect) {
            send(.pingRequest, to: helper, probe: probe.number, about: probe.target, into: &effects)
        }
    }

    private func send(
        _ kind: Message.Kind, to receiver: NodeID, probe number: UInt32, about node: NodeID,
        into effects: inout Effects
    ) {
        var message = Message(
            kind, probe: number, about: node, incarnation: members[id].incarnation)
        message.news = members.news(for: receiver)
        effects.send(message, to: receiver)
    }

    private func learn(
        _ update: MemberUpdate, _ beliefs: inout Beliefs, aliveBecause how: Notice.How = .answered,
        deadBecause end: Notice.How = .confirmed, at now: Instant, into effects: inout Effects
    ) {
        if update.node == id { return refute(update, at: now) }
        guard members.learn(update, at: now) else { return }
        switch update.state {
        case .unknown: break
        case .alive: beliefs.believe(.up, of: update.node, because: how, at: now, into: &effects)
        case .suspected:
            beliefs.believe(
                .suspected, of: update.node, because: .suspicion, at: now, into: &effects)
        case .dead:
            beliefs.believe(.down, of: update.node, because: end, at: now, into: &effects)
        }
    }

    /// Contradicts word of the node's own end with an incarnation above the one it is about.
    private func refute(_ update: MemberUpdate, at now: Instant) {
        guard update.state != .alive, update.incarnation >= members[id].incarnation,
            update.incarnation < .max
        else { return }
        _ = members.learn(
            MemberUpdate(id, .alive, incarnation: update.incarnation + 1), at: now)
    }
}
