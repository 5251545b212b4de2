import Glibc

/// Lookups after a share of the nodes is killed (Stoica, Morris, Karger, Kaashoek and Balakrishnan,
/// Chord, SIGCOMM 2001, sections 6.4 and 6.5).
package struct LookupSuccess: Sendable, Equatable {
    /// The share of the nodes that die at once, each as likely as any other.
    package let killedShare: Double

    package init(killedShare: Double) {
        precondition((0...1).contains(killedShare), "a share of \(killedShare)")
        self.killedShare = killedShare
    }

    /// Before repair and without a retry, all nodes asked must be alive, the owner among them.
    package func beforeRepair(hops: Double) -> Double { pow(1 - killedShare, hops) }

    /// The share of the keys of which no replica survived.
    package func lost(replicas: Int) -> Double { pow(killedShare, Double(replicas)) }

    /// After repair, any one of the replicas must have survived.
    package func afterRepair(replicas: Int) -> Double { 1 - lost(replicas: replicas) }

    /// At most the chance that a ring breaks: that some node loses all of its successors.
    package func ringBreaks(nodes: Int, successors: Int) -> Double {
        min(1, Double(nodes) * pow(killedShare, Double(successors)))
    }
}
