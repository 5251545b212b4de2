/// Why a model has no answer.
package enum ModelError: Error, Sendable, Equatable {
    /// Work comes at least as fast as it can be done: the queue grows without end.
    case unstable(utilisation: Double)
    /// Nothing is sent within the time measured.
    case noRequest
    /// The backlog of a stall is not worked off within the time measured.
    case backlogOutlasts(seconds: Double, measuredSeconds: Double)
    /// The longer of two service times is the shorter one.
    case lowAboveHigh(low: Double, high: Double)
    /// Fewer points than a fit needs.
    case tooFewPoints(count: Int, needed: Int)
    /// Points whose client counts differ too little for three unknowns.
    case pointsTooAlike
    /// Shares of nothing: every value is 0.
    case allZero
    /// More of something than there is of what it is part of.
    case tooMany(String, Int, of: String, Int)
}

extension ModelError {
    /// - Throws: `tooMany` if a count is above another one.
    static func check(
        _ name: String, _ count: Int, atMost limitName: String, _ limit: Int
    ) throws(ModelError) {
        guard count <= limit else { throw .tooMany(name, count, of: limitName, limit) }
    }
}
