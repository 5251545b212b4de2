package import Core

/// Which packets of a link are lost: a pattern that depends on the seed and their order alone.
///
/// Bursts are those of the simple Gilbert model (Gilbert 1960, with everything lost in the bad
/// state): the share lost and the mean length of a burst fix its two transitions.
package struct LossPattern: Sendable {
    private var random: SeededRandom
    private var isBad: Bool
    private let enter: Double
    private let stay: Double

    /// - Parameters:
    ///   - share: Of packets lost in the long run, 0 to 1.
    ///   - meanBurst: Packets lost in a row, on average; at least 1, which loses each by itself.
    ///   - random: What each packet's chance is drawn from.
    package init(share: Double, meanBurst: Double, random: SeededRandom) {
        var random = random
        if share <= 0 || share >= 1 || meanBurst <= 1 {
            // Without memory: a loss is as likely after a loss as after none.
            enter = share
            stay = share
            isBad = false
        } else {
            stay = 1 - 1 / meanBurst
            enter = min(1, share / (meanBurst * (1 - share)))
            // As likely as at any later time, however long the bursts.
            isBad = random.nextUnit() < share
        }
        self.random = random
    }

    /// What a fault loses of the packets on the way between two nodes, apart from what links lose.
    ///
    /// The same on every tier, whatever other faults begin or end meanwhile.
    package init(
        ofFault share: Double, from sender: NodeID, to receiver: NodeID, seed: UInt64,
        repetition: Int
    ) {
        self.init(
            share: share, meanBurst: 1,
            random: SeededRandom(
                seed: seed, path: Self.faultStream, UInt64(repetition), UInt64(sender.position),
                UInt64(receiver.position)))
    }

    /// Sets faults' losses apart from the links' own.
    private static let faultStream: UInt64 = 0x7761_7973

    /// Whether the next packet is lost.
    package mutating func loses() -> Bool {
        isBad = random.nextUnit() < (isBad ? stay : enter)
        return isBad
    }
}
