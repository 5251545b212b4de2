package import Core

/// What happens to a node; everything it ever learns, it learns from one of these.
package enum Event: Sendable {
    /// The load's schedule is fixed; operations intended before `from` are not to be issued.
    case begin(measurementStart: Instant, from: Instant)
    /// A message has arrived.
    case received(Message, from: NodeID)
    /// A message was not taken by the transport.
    case undelivered(Message, to: NodeID, Undelivered)
    /// A connection stands, whoever dialed.
    case connected(NodeID)
    /// A connection is gone.
    case lost(NodeID)
    /// A dial came to nothing.
    case dialFailed(NodeID)
    /// A time asked for has come.
    case timer(Timer, due: Instant)
    /// The node stood still by order, and wakes now.
    case stopped(until: Instant)
    /// Service takes so many times as long from now on; 1 is as planned.
    case slowed(factor: Double)
    /// The node is to say goodbye and answer what it has been asked.
    case leave
    /// The trial is over: what is open stays unfinished.
    case end
}

/// Why the transport did not take a message.
package enum Undelivered: UInt8, Sendable {
    case queueFull
    case notConnected
    /// It was passed on, and a node on its way is gone, and the answer with it.
    case interrupted
}

/// Which of its own times a node asked for.
package struct Timer: Hashable, Sendable {
    package enum Purpose: UInt8, Sendable {
        /// The next planned operation is due.
        case operationDue
        /// A closed loop's next operation may begin.
        case laneReady
        /// The oldest open attempt has run out of time.
        case attemptDeadline
        /// The oldest open operation has run out of time.
        case operationDeadline
        /// A request has been held long enough.
        case serviceEnd
        /// The oldest put may have waited long enough for a silent holder.
        case copyDeadline
        /// A lost connection is to be dialed again.
        case redial
        /// Whoever has not taken leave by now is not waited for.
        case departure
        /// The oldest open attempt has waited long enough to ask a second holder.
        case hedge
        /// Keys are to be copied to those that hold them from now on.
        case repair
        /// To a neighbour, nothing may have been sent for a period.
        case heartbeat
        /// From a neighbour, nothing may have arrived for too long.
        case silence
        /// Links were lost or stand again: where the ways lead is to be found anew.
        case reroute
        /// The oldest message passed on may have gone unanswered for too long.
        case relayDeadline
        /// The next period of probing begins.
        case probe
        /// A probe may need the help of others.
        case probeHelp
        /// The next keys are to be compared with the other holders'.
        case comparison
        /// Keys are handed over for no longer: the node takes leave.
        case handover
    }

    package var purpose: Purpose
    /// Which of several: a slot or a node.
    package var number: UInt32

    package init(_ purpose: Purpose, number: UInt32 = 0) {
        self.purpose = purpose
        self.number = number
    }
}
