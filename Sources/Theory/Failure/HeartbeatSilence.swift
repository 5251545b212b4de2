/// Detection by silence: each node sends every period, and is believed dead after so many without a
/// word (Chen, Toueg and Aguilera, On the Quality of Service of Failure Detectors, IEEE
/// Transactions on Computers 51, 2002).
package struct HeartbeatSilence: Sendable, Equatable {
    /// In any unit; times are in the same.
    package let period: Double
    /// Periods of silence until a node is believed dead, at least one.
    package let misses: Int

    package init(period: Double, misses: Int) {
        precondition(period > 0 && misses > 0, "\(misses) periods of \(period)")
        self.period = period
        self.misses = misses
    }

    /// One node's detection is spread evenly between this, for a death just before a heartbeat was
    /// due, and `latest`; the way of the message comes on top.
    package var earliest: Double { Double(misses - 1) * period }

    /// For a death just after a heartbeat.
    package var latest: Double { Double(misses) * period }

    package var mean: Double { (earliest + latest) / 2 }

    /// The mean of the first of so many nodes, at least one, that are sent heartbeats each at a
    /// time of its own.
    package func first(of observers: Int) -> Double {
        earliest + period / Double(observers + 1)
    }

    /// The mean of the last of them.
    package func last(of observers: Int) -> Double {
        latest - period / Double(observers + 1)
    }

    /// Messages in a unit of time on so many links, one each way and period.
    package func messages(links: Double) -> Double { 2 * links / period }
}
