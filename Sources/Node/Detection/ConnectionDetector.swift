import Core
import Measurement
import Topology

/// Believes connections and answers: it sends nothing of its own.
///
/// A lost connection marks a node down at once; an attempt that ran out of time only makes it
/// suspected, until it connects or anything arrives from it. A node that stands still is thus
/// noticed only by those who ask it.
final class ConnectionDetector: FailureDetector {
    func connected(
        _ node: NodeID, _ beliefs: inout Beliefs, at now: Instant, into effects: inout Effects
    ) {
        beliefs.believe(.up, of: node, because: .connected, at: now, into: &effects)
    }

    func lost(
        _ node: NodeID, _ beliefs: inout Beliefs, at now: Instant, into effects: inout Effects
    ) {
        beliefs.believe(.down, of: node, because: .reset, at: now, into: &effects)
    }

    func heard(
        _ message: Message, from node: NodeID, _ beliefs: inout Beliefs, at now: Instant,
        into effects: inout Effects
    ) {
        guard case .suspected = beliefs[node] else { return }
        beliefs.believe(.up, of: node, because: .answered, at: now, into: &effects)
    }

    func attemptTimedOut(
        at node: NodeID, _ beliefs: inout Beliefs, at now: Instant, into effects: inout Effects
    ) {
        guard case .up = beliefs[node] else { return }
        beliefs.believe(.suspected, of: node, because: .attemptTimeout, at: now, into: &effects)
    }
}
