/// What a receiver finds of the way from one certain sender while a fault lasts.
package struct PathCondition: Equatable, Sendable {
    /// Whether nothing arrives for the time being.
    package var isCut = false
    /// How much later than otherwise everything arrives.
    package var delayNanoseconds: Nanoseconds = 0

    /// Share of packets that are lost on top of the links' own, 0 to 1.
    package var lostShare = 0.0

    package init(
        isCut: Bool = false, delayNanoseconds: Nanoseconds = 0, lostShare: Double = 0
    ) {
        self.isCut = isCut
        self.delayNanoseconds = delayNanoseconds
        self.lostShare = lostShare
    }

    /// As if no fault had ever been.
    package static let clear = PathCondition()
}
