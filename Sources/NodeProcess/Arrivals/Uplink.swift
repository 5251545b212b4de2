import Core
import Links

/// This node's own link towards the others: what its rate does not let out yet waits here, in one
/// queue.
final class Uplink {
    private struct Entry {
        var message: Message
        var receiver: NodeID
        var leaves: Instant
        /// Which connection to the receiver it was meant for.
        var connection: UInt32
    }

    private var direction: LinkDirection
    private let bytesPerMessage: Int
    private var entries: [Entry] = []
    private var head = 0
    /// By receiver: connections lost so far.
    private var connections: [UInt32]

    /// Nil where the rate is not limited.
    init?(_ assignment: Assignment, _ network: NetworkShape) {
        let node = assignment.node
        var link = network.links[node.position]
        // What comes after the rate is seen to where it arrives.
        link.delayNanoseconds = 0
        link.jitterNanoseconds = 0
        direction = LinkDirection(
            .up, of: link, at: node, seed: assignment.seed, repetition: assignment.repetition)
        bytesPerMessage = assignment.transport.bytesPerMessage
        connections = Array(repeating: 0, count: network.links.count)
        guard direction.isLimited else { return nil }
    }

    var isEmpty: Bool { head == entries.count }

    /// When the next message leaves.
    var next: Instant { isEmpty ? .never : entries[head].leaves }

    /// Queues a message; false where too much waits already.
    func add(_ message: Message, to receiver: NodeID, at now: Instant) -> Bool {
        let bytes = Frame.byteCount(of: message) + bytesPerMessage
        guard direction.takes(bytes, at: now) else { return false }
        let through = direction.pass(bytes, coming: Bucket.Passage(first: now, last: now))
        entries.append(
            Entry(
                message: message, receiver: receiver, leaves: through.last,
                connection: connections[receiver.position]))
        return true
    }

    /// What waits for this node is of no use to the connection that comes after.
    func forgetConnection(to node: NodeID) { connections[node.position] &+= 1 }

    /// The next message whose last byte is out by now.
    func removeDue(at now: Instant) -> (message: Message, receiver: NodeID)? {
        while !isEmpty, entries[head].leaves <= now {
            let entry = entries[head]
            head += 1
            // A long queue gives room back without moving all of it each time.
            if isEmpty || head > 4_096 {
                entries.removeFirst(head)
                head = 0
            }
            guard entry.connection == connections[entry.receiver.position] else { continue }
            return (entry.message, entry.receiver)
        }
        return nil
    }
}
