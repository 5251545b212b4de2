import Core
import Measurement
import Node
import Topology
import Transport

/// What the host does for a provider whose data is to last.
extension NodeHost {
    static func openLog(
        _ assignment: Assignment, _ topology: any Topology
    ) throws(NodeFailure) -> DataLog? {
        guard assignment.settings.durability == .log,
            topology.members[assignment.node.position].isProvider
        else { return nil }
        do throws(FileFailure) {
            return try DataLog(assignment.logPath)
        } catch {
            throw .log(error)
        }
    }

    /// Waits once for the disk, for all writes of this turn, and then lets out what hangs on them.
    func commit(to log: DataLog) {
        while log.isDirty, failure == nil {
            do throws(FileFailure) {
                try log.commit()
            } catch {
                failure = .log(error)
                return
            }
            let waiting = held
            held.removeAll(keepingCapacity: true)
            effects.append(waiting)
            carryOut(at: Monotonic.now())
        }
    }
}

extension Effect {
    /// Whether it tells somebody of what the node has done.
    var waitsForLog: Bool {
        switch self {
        case .send, .record: true
        case .dial, .wake, .notice, .persist: false
        }
    }
}

extension DataLog {
    /// Gives a node what its earlier processes wrote down.
    func restore(_ node: Node) throws(NodeFailure) {
        do throws(FileFailure) {
            try read { node.restore($0, $1, contentBytes: $2) }
        } catch {
            throw .log(error)
        }
    }
}
