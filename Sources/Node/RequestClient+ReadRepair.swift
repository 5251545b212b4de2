import Core
import Topology

extension RequestClient {
    /// Hands the value that a get has found to the holders that had nothing when they were asked.
    func giveBack(_ answer: Message, asked: RankSet, into effects: inout Effects) {
        guard topology.isRepairing, case .value = answer.kind, asked.count > 0 else { return }
        let copy = Message(
            backgroundCopyOf: answer.key, answer.version, contentBytes: answer.contentBytes,
            ticket: Replications.nobodyWaits)
        topology.visitPreferences(of: answer.key) { rank, node in
            if asked.contains(rank) { effects.send(copy, to: node) }
            return true
        }
    }
}
