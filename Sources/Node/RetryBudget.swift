/// A bound on further attempts: each operation earns a share of one, each further attempt costs one.
///
/// While a server is away, everybody asks again as often as allowed, and all of it falls on the server
/// when it comes back. With a budget the load can only grow by its share (Beyer et al., Site
/// Reliability Engineering, chapter 21; Bronson et al., HotOS 2021, on what happens without).
struct RetryBudget {
    /// What each operation earns; nil: no bound.
    private let share: Double?
    private var attempts = Self.mostSaved

    /// So many attempts can be saved up, and are there at the start: a single death is no storm.
    private static let mostSaved = 10.0

    init(share: Double?) {
        self.share = share
    }

    /// An operation begins.
    mutating func earn() {
        guard let share else { return }
        attempts = min(Self.mostSaved, attempts + share)
    }

    /// Whether a further attempt may be made; then it is paid for.
    mutating func spend() -> Bool {
        guard share != nil else { return true }
        guard attempts >= 1 else { return false }
        attempts -= 1
        return true
    }
}
