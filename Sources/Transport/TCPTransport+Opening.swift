package import Core

/// How connections come about: by dialing or by accepting, and by who is at the other end.
extension TCPTransport {
    /// How long an accepted connection may keep silent about who it is.
    static var helloNanoseconds: Nanoseconds { .seconds(2) }
    /// How many accepted connections may be silent at a time; the oldest makes room.
    static var unidentifiedLimit: Int { 1024 }

    /// Begins to connect to another node; nothing where that is under way or done.
    ///
    /// Ends, in a later turn, with `connected` (perhaps because that node dialed too) or
    /// `dialFailed`.
    package func dial(_ node: NodeID) {
        precondition(node != identity.node, "node \(node.index) dials itself")
        guard !isClosed, connections[node] == nil else { return }
        do throws(SystemError) {
            let socket = try Descriptor.connecting(
                from: listening, to: endpoints(node), congestion: congestion)
            connections[node] = try Connection(socket, to: node, of: self, on: loop)
        } catch {
            failedDials.append((node, error))
            setAlarm()
        }
    }

    /// The system has answered a dial.
    func dialEnded(_ connection: Connection) {
        guard let node = connection.peer else { return }
        if let error = connection.dialError() {
            drop(connection, .reset(error))
            receiver?.dialFailed(node, error)
            return
        }
        connection.watch()
        open(connection, to: node)
        receiver?.connected(node, dialed: true)
    }

    /// Somebody has connected to the listening socket.
    func accepted(_ socket: consuming Descriptor) {
        // One that cannot be watched is closed by leaving.
        guard let connection = try? Connection(socket, to: nil, of: self, on: loop) else { return }
        unidentified.append(connection)
        if unidentified.count == 1 { setAlarm() }
        if unidentified.count > Self.unidentifiedLimit { expire(unidentified[0]) }
    }

    /// Takes the hello at the front of what has been received; false where it is a wrong one.
    func takeHello(_ bytes: UnsafeRawBufferPointer, _ connection: Connection) -> Bool {
        guard let hello = Hello(bytes), identity.accepts(hello),
            connection.peer == nil || connection.peer == hello.sender
        else { return false }
        connection.awaitsHello = false
        if connection.stage == .unidentified { identified(connection, as: hello.sender) }
        return true
    }

    /// Opens an accepted connection, unless it crossed one that is to stay.
    ///
    /// Where two nodes dial each other at a time, both keep the connection the lower one dialed:
    /// each has said hello on its own by then. One that is still dialing has not, and gives way.
    private func identified(_ connection: Connection, as node: NodeID) {
        unidentified.removeAll { $0 === connection }
        let former = connections[node]
        if let former, former.isUsable, former.isDialed, identity.node < node {
            connection.close()
            return
        }
        let isReplacing = former?.stage == .open
        former?.close()
        if isReplacing { connectionCount -= 1 }
        open(connection, to: node)
        if isReplacing { receiver?.lost(node, .replaced) }
        if connection.stage == .open { receiver?.connected(node, dialed: false) }
    }

    /// Gives a silent connection a last chance: it may have spoken while this node stood still.
    private func expire(_ connection: Connection) {
        read(connection)
        if connection.stage == .unidentified { drop(connection, .closed) }
    }

    /// Tells of dials that failed at once, and closes connections that were silent too long.
    func alarmRang(at now: Instant) {
        let failed = failedDials
        failedDials = []
        for dial in failed where !isClosed { receiver?.dialFailed(dial.node, dial.error) }
        while let oldest = unidentified.first, now - oldest.began >= Self.helloNanoseconds {
            expire(oldest)
        }
        setAlarm()
    }

    private func setAlarm() {
        if failedDials.count > 0 {
            alarm.set(Monotonic.now())
        } else if let oldest = unidentified.first {
            alarm.set(oldest.began + Self.helloNanoseconds)
        }
    }
}
