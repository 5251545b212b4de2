import Core

/// Takes every k-th request without an answer; warm-up and measurement are counted apart, so that of
/// n measured requests exactly n / k are lost, rounded down.
struct Swallower {
    /// 0 for none.
    private let every: Int
    private var warmupCount = 0
    private var measuredCount = 0

    init(every: Int) {
        self.every = every
    }

    mutating func swallows(_ request: Message) -> Bool {
        guard every > 0 else { return false }
        if request.isMeasured {
            measuredCount += 1
            return measuredCount % every == 0
        }
        warmupCount += 1
        return warmupCount % every == 0
    }
}
