import Glibc

/// What is left of a large random overlay, in which every node has the same number of neighbours,
/// after a share of the nodes is killed and before any repair (Cohen, Erez, ben-Avraham and Havlin,
/// Physical Review Letters 85, 2000; Callaway, Newman, Strogatz and Watts, the same volume).
package struct OverlayKill: Sendable, Equatable {
    /// Neighbours of each node, at least 3: of fewer there is a ring, which falls apart at once.
    package let degree: Int
    package let killedShare: Double

    /// The chance u that a link leads to nowhere: u = 1 - q + q u^(d-1), where q survive.
    package let deadEnd: Double

    package init(degree: Int, killedShare: Double) {
        precondition(
            degree >= 3 && (0...1).contains(killedShare), "\(killedShare) of degree \(degree)")
        self.degree = degree
        self.killedShare = killedShare
        deadEnd = Self.deadEnd(degree: Double(degree), survive: 1 - killedShare)
    }

    /// The share of the survivors S = 1 - u^d that still hang together.
    package var connectedShare: Double {
        // Of a u near 1, the difference itself would have no digits left.
        deadEnd > 0 ? -expm1(Double(degree) * log(deadEnd)) : 1
    }

    /// The share of the survivors that a flood from any one of them reaches in the mean.
    package var meanReach: Double { connectedShare * connectedShare }

    /// The share of nodes that must be killed for nothing large to be left: 1 - 1/(d-1).
    package var threshold: Double { 1 - 1 / Double(degree - 1) }

    /// The smaller of the equation's two solutions, of which the other is 1.
    private static func deadEnd(degree: Double, survive: Double) -> Double {
        guard survive * (degree - 1) > 1 else { return 1 }
        // 1 - q + q u^(d-1) - u falls from 1 - q to its least value, and is 0 once on the way.
        var low = 0.0
        var high = pow(survive * (degree - 1), -1 / (degree - 2))
        while true {
            let middle = (low + high) / 2
            guard middle > low, middle < high else { return low }
            if 1 - survive + survive * pow(middle, degree - 1) > middle {
                low = middle
            } else {
                high = middle
            }
        }
    }
}
