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
            pass(Fragment(datagram: datagram, index: index))
        }
    }

    /// Sends a packet over its sender's link and the network.
    private func pass(_ fragment: Fragment) {
        let datagram = fragment.datagram
        let (sender, receiver) = (datagram.sender, datagram.receiver)
        let condition = conditions.path(from: sender, to: receiver)
        let isLost =
            condition.isCut
            || faultLosses.loses(condition.lostShare, from: sender, to: receiver, in: arm)
        guard !isLost,
            let up = nodes[sender.position].link?.up.pass(bytes(of: fragment, at: sender), at: now),
            case .arrives(let instant, let isTwice) = up
        else { return }
        let between =
            arm.network.regionDelay(from: sender, to: receiver) + condition.delayNanoseconds
        for _ in 0..<(isTwice ? 2 : 1) {
            // What no other packet has a say in passes the receiver's link at once.
            if nodes[receiver.position].link?.down.heedsOrder ?? false {
                schedule.schedule(.fragmentArrival(fragment), at: instant + between)
            } else {
                passLink(fragment, at: instant + between)
            }
        }
    }

    /// A packet is before the receiver's link.
    func reachLink(_ fragment: Fragment) { passLink(fragment, at: now) }

    private func passLink(_ fragment: Fragment, at instant: Instant) {
        let receiver = fragment.datagram.receiver
        let down = nodes[receiver.position].link?.down.pass(
            bytes(of: fragment, at: receiver), at: instant)
        guard case .arrives(let end, let isTwice) = down else { return }
        for _ in 0..<(isTwice ? 2 : 1) { schedule.schedule(.fragmentDelivery(fragment), at: end) }
    }

    /// A packet is there, unless a cut has caught it on its way; of a datagram that is whole by it, a
    /// node that is dead hears nothing, and nobody hears that.
    func deliver(_ fragment: Fragment) {
        let datagram = fragment.datagram
        let (sender, receiver) = (datagram.sender, datagram.receiver)
        guard !conditions.path(from: sender, to: receiver).isCut,
            datagram.isCompleted(by: fragment.index),
            nodes[receiver.position].state != .dead
        else { return }
        hand(datagram.message, from: sender, to: receiver)
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
