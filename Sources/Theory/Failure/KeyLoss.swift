import Glibc

/// Keys of which every replica is lost when nodes die at once, picked evenly and before any repair.
///
/// Exact however keys are placed, as long as each has its replicas on different nodes: a key is
/// lost if all of them are among the dead, C(m, r) of the C(N, r) ways to pick r nodes.
package struct KeyLoss: Sendable, Equatable {
    package let nodes: Int
    package let killed: Int
    /// Holders of each key, on different nodes.
    package let replicas: Int

    /// So many of the nodes killed, each key held by so many of them, at least one.
    ///
    /// - Throws: `tooMany` if more are killed, or hold a key, than there are.
    package init(nodes: Int, killed: Int, replicas: Int) throws(ModelError) {
        precondition(killed >= 0 && replicas > 0, "\(killed) killed, \(replicas) replicas")
        try ModelError.check("killed", killed, atMost: "nodes", nodes)
        try ModelError.check("replicas", replicas, atMost: "nodes", nodes)
        self.nodes = nodes
        self.killed = killed
        self.replicas = replicas
    }

    /// The mean share of the keys that is lost; 0 if fewer are killed than hold a key.
    package var share: Double {
        guard killed >= replicas else { return 0 }
        return (0..<replicas).reduce(1) { $0 * Double(killed - $1) / Double(nodes - $1) }
    }

    /// The share with as many nodes as one likes, of which the same part is killed.
    package var limit: Double { pow(Double(killed) / Double(nodes), Double(replicas)) }

    /// How far the share of one run is from the mean, if each of the keys is placed by itself.
    package func standardDeviation(keys: Int) -> Double {
        (share * (1 - share) / Double(keys)).squareRoot()
    }
}
