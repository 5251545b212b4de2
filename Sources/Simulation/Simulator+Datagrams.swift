import Core
import Faults
import Links
import Measurement
import Node

/// Messages as datagrams: packet by packet over the sender's link, the network and the receiver's
/// link, as the emulated tier's switch carries them.
extension Simulator {
    func sendDatagram(_ message: Message, from sender: NodeID, to receiver: NodeID) {
        count(message, from: sender)
        trace(message, from: sender, to: receiver, isReceipt: false)
        let datagram = SimulatedDatagram(message, from: sender, to: receiver)
        for index in 0..<datagram.fragmentCount {
            pass(Fragment(datagram: datagram, index: index, began: moment(of: now)))
        }
    }

    /// Sends a packet over its sender's link and the network.
    private func pass(_ fragment: Fragment) {
        let (sender, receiver) = (fragment.datagram.sender, fragment.datagram.receiver)
        let bytes = bytes(of: fragment, at: sender)
        traffic.sent(bytes, by: sender, at: fragment.began)
        let condition = conditions.path(from: sender, to: receiver)
        if condition.isCut { return traffic.dropped(\.cut, on: sender, at: moment(of: now)) }
        if faultLosses.loses(condition.lostShare, from: sender, to: receiver, in: arm.plan) {
            return traffic.dropped(\.lost, on: sender, at: moment(of: now))
        }
        guard let fate = nodes[sender.position].link?.up.pass(bytes, at: now),
            let end = end(of: fate, on: sender, at: now)
        else { return }
        traffic.passed(bytes, from: sender, at: moment(of: end.at))
        let between =
            arm.network.regionDelay(from: sender, to: receiver) + condition.delayNanoseconds
        for _ in 0..<end.times {
            traffic.began(to: receiver, at: fragment.began)
            // What no other packet has a say in passes the receiver's link at once.
            if nodes[receiver.position].link?.down.heedsOrder ?? false {
                schedule.schedule(.fragmentArrival(fragment), at: end.at + between)
            } else {
                passLink(fragment, at: end.at + between)
            }
        }
    }

    /// A packet is before the receiver's link.
    func reachLink(_ fragment: Fragment) { passLink(fragment, at: now) }

    private func passLink(_ fragment: Fragment, at instant: Instant) {
        let receiver = fragment.datagram.receiver
        let bytes = bytes(of: fragment, at: receiver)
        guard let fate = nodes[receiver.position].link?.down.pass(bytes, at: instant),
            let end = end(of: fate, on: receiver, at: instant)
        else {
            return traffic.ended(to: receiver, began: fragment.began, at: moment(of: instant))
        }
        schedule.schedule(.fragmentDelivery(fragment), at: end.at)
        guard end.times == 2 else { return }
        var copy = fragment
        copy.began = moment(of: instant)
        traffic.began(to: receiver, at: copy.began)
        schedule.schedule(.fragmentDelivery(copy), at: end.at)
    }

    /// When a packet is over a link and how many times; nil where that is its end.
    private func end(
        of fate: LinkDirection.Fate, on node: NodeID, at instant: Instant
    ) -> (at: Instant, times: Int)? {
        let moment = moment(of: instant)
        if fate != .queueFull { traffic.crossed(on: node, at: moment) }
        switch fate {
        case .arrives(let arrival, let isTwice):
            if isTwice { traffic.doubled(on: node, at: moment) }
            return (arrival, isTwice ? 2 : 1)
        case .lost: traffic.dropped(\.lost, on: node, at: moment)
        case .queueFull: traffic.dropped(\.queueFull, on: node, at: moment)
        }
        return nil
    }

    /// A packet is there, unless a cut has caught it on its way; of a datagram that is whole by it, a
    /// node that is dead hears nothing, nor one whose socket is full, and nobody hears that.
    func deliver(_ fragment: Fragment) {
        let datagram = fragment.datagram
        let (sender, receiver) = (datagram.sender, datagram.receiver)
        traffic.ended(to: receiver, began: fragment.began, at: moment(of: now))
        guard !conditions.path(from: sender, to: receiver).isCut else {
            return traffic.dropped(\.cut, on: receiver, at: moment(of: now))
        }
        traffic.received(bytes(of: fragment, at: receiver), by: receiver, at: moment(of: now))
        guard datagram.isCompleted(by: fragment.index), nodes[receiver.position].state != .dead
        else { return }
        guard nodes[receiver.position].takes(datagram) else {
            nodes[receiver.position].tally.counters.datagramsDropped += 1
            return
        }
        hand(datagram.message, from: sender, to: receiver)
    }

    /// An instant's distance from the start of measurement; before all of it while that is not known.
    private func moment(of instant: Instant) -> Nanoseconds {
        measurementStart == .never ? .min : instant - measurementStart
    }

    /// What a node's link counts of a packet.
    private func bytes(of fragment: Fragment, at node: NodeID) -> Int {
        let bytes = fragment.datagram.byteCount
        return switch arm.network.links[node.position].counts {
        case .payload: Datagram.payloadBytes(ofFragment: fragment.index, of: bytes)
        case .frame: Datagram.frameBytes(ofFragment: fragment.index, of: bytes)
        }
    }
}
