import Core
import Faults
import Links
import Measurement
import Node

/// Connections, and what travels over them.
extension Simulator {
    func send(_ message: Message, from sender: NodeID, to receiver: NodeID) {
        guard arm.transport.hasConnections else {
            return sendDatagram(message, from: sender, to: receiver)
        }
        guard let connection = nodes[sender.position].connection(to: receiver) else {
            schedule.schedule(
                .event(
                    .undelivered(message, to: receiver, .notConnected), sender,
                    incarnation: nodes[sender.position].incarnation),
                at: now)
            return
        }
        guard let way = pass(message, from: sender, to: receiver) else {
            nodes[sender.position].tally.counters.queueFull += 1
            schedule.schedule(
                .event(
                    .undelivered(message, to: receiver, .queueFull), sender,
                    incarnation: nodes[sender.position].incarnation),
                at: now)
            return
        }
        count(message, from: sender)
        trace(message, from: sender, to: receiver, isReceipt: false)
        let arrival = nodes[sender.position].arrival(over: connection, at: way.last)
        schedule.schedule(
            .arrival(
                Parcel(
                    message: message, sender: sender, receiver: receiver, connection: connection,
                    firstByte: way.first)),
            at: arrival)
    }

    /// Sends a message's bytes over its sender's link and the network; nil where too much waits
    /// before the link.
    private func pass(
        _ message: Message, from sender: NodeID, to receiver: NodeID
    ) -> Bucket.Passage? {
        let nothing = Bucket.Passage(first: now, last: now)
        guard isShaped else { return nothing.later(by: delay(sender, receiver)) }
        let bytes = Frame.byteCount(of: message)
        guard nodes[sender.position].link?.up.takes(bytes, at: now) ?? true else { return nil }
        let up = nodes[sender.position].link?.up.pass(bytes, coming: nothing) ?? nothing
        return up.later(
            by: delay(sender, receiver) - arm.network.links[sender.position].delayNanoseconds
                - arm.network.links[receiver.position].delayNanoseconds)
    }

    /// A message is there, or before the receiver's link.
    func arrive(_ parcel: Parcel) {
        guard isShaped else { return deliver(parcel) }
        let index = parcel.receiver.position
        let coming = Bucket.Passage(first: parcel.firstByte, last: now)
        let way =
            nodes[index].link?.down.pass(Frame.byteCount(of: parcel.message), coming: coming)
            ?? coming
        schedule.schedule(
            .delivery(parcel),
            at: nodes[index].delivery(over: parcel.connection, at: way.last))
    }

    func deliver(_ parcel: Parcel) {
        guard
            nodes[parcel.receiver.position].connection(to: parcel.sender) == parcel.connection
        else { return }
        hand(parcel.message, from: parcel.sender, to: parcel.receiver)
    }

    /// Gives a message that is there to its receiver.
    func hand(_ message: Message, from sender: NodeID, to receiver: NodeID) {
        if measurementStart != .never {
            nodes[receiver.position].tally.countReceived(
                bytes: Frame.byteCount(of: message), at: now - measurementStart)
        }
        trace(message, from: sender, to: receiver, isReceipt: true)
        give(.received(message, from: sender), to: receiver)
    }

    func dialArrived(from dialer: NodeID, incarnation: UInt32, to dialed: NodeID) {
        let back = now + delay(dialed, dialer)
        let isThere = nodes[dialed.position].state != .dead
        let connection = isThere ? newConnection() : nil
        schedule.schedule(
            .dialAnswer(
                from: dialer, incarnation: incarnation, to: dialed, connection: connection),
            at: back)
    }

    func dialAnswered(
        from dialer: NodeID, incarnation: UInt32, to dialed: NodeID, connection: UInt32?
    ) {
        let index = dialer.position
        guard nodes[index].incarnation == incarnation, nodes[index].state != .dead else { return }
        guard let connection else { return give(.dialFailed(dialed), to: dialer) }
        let arrival = now + delay(dialer, dialed)
        nodes[index].connections.append(
            SimulatedConnection(peer: dialed, id: connection, lastArrival: arrival))
        nodes[index].tally.counters.connectionsOpened += 1
        schedule.schedule(
            .hello(from: dialer, to: dialed, connection: connection), at: arrival)
        give(.connected(dialed), to: dialer)
    }

    /// The dialed end learns of the connection; if it has died meanwhile, the dialer learns that.
    func helloArrived(from dialer: NodeID, to dialed: NodeID, connection: UInt32) {
        guard nodes[dialed.position].state != .dead else {
            schedule.schedule(
                .reset(at: dialer, from: dialed, connection: connection),
                at: now + delay(dialed, dialer))
            return
        }
        guard nodes[dialer.position].connection(to: dialed) == connection else { return }
        if nodes[dialed.position].connection(to: dialer) != nil {
            // The end of the old one is still under way, and a node that connects anew replaces it.
            nodes[dialed.position].disconnect(dialer)
            give(.lost(dialer), to: dialed)
        }
        nodes[dialed.position].connections.append(
            SimulatedConnection(peer: dialer, id: connection))
        give(.connected(dialer), to: dialed)
    }

    /// Whether something on its way is held up for the time being; a dial needs both ways.
    func isCut(_ way: Happening.Way) -> Bool {
        way.isDial
            ? conditions.isCut(between: way.from, and: way.to)
            : conditions.path(from: way.from, to: way.to).isCut
    }

    /// Lets in, in order, what waited for a way to a node that is mended now.
    func release(_ receiver: NodeID) {
        let held = nodes[receiver.position].held
        nodes[receiver.position].held = []
        for entry in held {
            if case .arrival(var parcel) = entry.happening {
                parcel.firstByte = now
                occur(.arrival(parcel))
            } else {
                occur(entry.happening)
            }
        }
    }

    func reset(at node: NodeID, from peer: NodeID, connection: UInt32) {
        guard nodes[node.position].connection(to: peer) == connection else { return }
        // What came before it is still before the link.
        let last = nodes[node.position].delivery(over: connection, at: now)
        guard last <= now else {
            schedule.schedule(.reset(at: node, from: peer, connection: connection), at: last)
            return
        }
        nodes[node.position].disconnect(peer)
        give(.lost(peer), to: node)
    }

    /// Gives a node an event now, or when it moves again.
    func give(_ event: Event, to id: NodeID) {
        switch nodes[id.position].state {
        case .running:
            handle(event, at: id)
            checkJoined(id)
        case .frozen: nodes[id.position].inbox.append(event)
        case .dead: break
        }
    }

    func count(_ message: Message, from sender: NodeID) {
        guard measurementStart != .never else { return }
        nodes[sender.position].tally.countSent(
            message, bytes: Frame.byteCount(of: message), at: now - measurementStart)
    }

    func trace(
        _ message: Message, from sender: NodeID, to receiver: NodeID, isReceipt: Bool
    ) {
        guard let window = arm.trace, !message.isDetection, window.contains(message.operation)
        else { return }
        let writer = isReceipt ? receiver : sender
        nodes[writer.position].record.traces.append(
            MessageTrace(
                message, from: sender, to: receiver, atNanoseconds: now - measurementStart,
                isReceipt: isReceipt))
    }
}
