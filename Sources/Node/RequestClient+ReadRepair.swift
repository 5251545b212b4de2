import Core
import Topology

/// Mending what a get happens to find broken; it asks nobody for that alone.
extension RequestClient {
    /// Hands the value that a get has found to the holders that had nothing when they were asked.
    func giveBack(_ answer: Message, asked: RankSet, into effects: inout Effects) {
        guard case .value = answer.kind, asked.count > 0 else { return }
        topology.visitPreferences(of: answer.key) { rank, node in
            if asked.contains(rank) {
                sendCopy(
                    of: answer.key, answer.version, contentBytes: answer.contentBytes, to: node,
                    into: &effects)
            }
            return true
        }
    }

    /// Gives the newer of two versions to the holder that answered with the older one.
    ///
    /// The newest this participant has met is held against every answer, late ones included: that of
    /// a hedged or repeated get's other holder may be the newer one.
    func mend(_ answer: Message, from server: NodeID, into effects: inout Effects) {
        guard answer.operation.participant == participant else { return }
        var bytes = answer.contentBytes
        switch answer.kind {
        case .value: break
        case .stored:
            guard let written = open[answer.ticket]?.operation,
                written.sequence == answer.operation.sequence
            else { return }
            bytes = written.valueBytes
        default: return
        }
        if let known = newest[answer.key] {
            if known.version >= answer.version {
                guard known.version > answer.version, case .value = answer.kind else { return }
                return sendCopy(
                    of: answer.key, known.version, contentBytes: known.contentBytes, to: server,
                    into: &effects)
            }
            if known.sequence == answer.operation.sequence, known.server != server {
                sendCopy(
                    of: answer.key, answer.version, contentBytes: bytes, to: known.server,
                    into: &effects)
            }
        }
        newest.keep(
            NewestSeen.Entry(
                key: answer.key, version: answer.version, contentBytes: bytes,
                sequence: answer.operation.sequence, server: server))
    }

    private func sendCopy(
        of key: Key, _ version: Version, contentBytes: UInt32, to node: NodeID,
        into effects: inout Effects
    ) {
        effects.send(
            Message(
                backgroundCopyOf: key, version, contentBytes: contentBytes,
                ticket: Replications.nobodyWaits, by: nil), to: node)
    }
}
