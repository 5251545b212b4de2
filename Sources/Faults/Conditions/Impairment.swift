package import Core

/// What makes a node's conditions worse while the node itself goes on.
package enum Impairment: Equatable, Sendable {
    /// Its service takes so many times as long.
    case slow(factor: Double)
    /// Everything to and from it takes longer, each way.
    case delay(Nanoseconds)
    /// This share of the packets to it and from it is lost, each way.
    case loss(share: Double)
    /// It does not reach certain others.
    case cut(Cut)
}

/// A node's way to certain others is cut: bytes and dials wait until it is mended.
package struct Cut: Equatable, Sendable {
    /// By node order: whether it is one of those others.
    package var others: [Bool]
    /// Whether what the node itself sends still arrives.
    package var isOneWay: Bool

    package init(from others: [Bool], isOneWay: Bool = false) {
        self.others = others
        self.isOneWay = isOneWay
    }
}
