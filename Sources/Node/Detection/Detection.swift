package import Core
package import Topology

/// By what a node learns that another is gone.
package enum Detection: Equatable, Sendable {
    /// Lost connections and unanswered attempts.
    case connection
    /// Silence: no frame from a neighbour for so many periods.
    case heartbeat(Heartbeat)
    /// Probes, and the word of others.
    case swim(Swim)

    package struct Heartbeat: Equatable, Sendable {
        /// A neighbour to which nothing else was sent for so long is sent a heartbeat.
        package var periodNanoseconds: Nanoseconds
        /// Periods of silence until a neighbour is believed down, at least 1.
        package var misses: Int

        package init(periodNanoseconds: Nanoseconds, misses: Int) {
            self.periodNanoseconds = periodNanoseconds
            self.misses = misses
        }
    }

    package struct Swim: Equatable, Sendable {
        /// Each member probes one other in each period.
        package var periodNanoseconds: Nanoseconds
        /// Members asked to probe one that did not answer.
        package var indirect: Int
        /// Periods that a suspect has to refute, at least 1.
        package var suspicionPeriods: Int

        package init(periodNanoseconds: Nanoseconds, indirect: Int, suspicionPeriods: Int) {
            self.periodNanoseconds = periodNanoseconds
            self.indirect = indirect
            self.suspicionPeriods = suspicionPeriods
        }
    }

    /// What detection sends in an arm where everybody answers, in messages per second.
    ///
    /// Heartbeats: one for each end of each link and period, fewer where links carry requests. SWIM:
    /// a ping and its ack for each member and period, however many members there are.
    package func messagesPerSecond(in topology: any Topology) -> Double {
        switch self {
        case .connection: return 0
        case .heartbeat(let setting):
            let links = topology.members.indices.reduce(0) { links, node in
                links + topology.dials(of: NodeID(node)).count
            }
            return Double(2 * links) / setting.periodNanoseconds.inSeconds
        case .swim(let setting):
            return Double(2 * topology.members.count) / setting.periodNanoseconds.inSeconds
        }
    }
}
