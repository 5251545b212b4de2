package import Core

/// Little's law over a window: the mean number in flight against throughput times mean response
/// (Little 1961; over a finite window, Denning and Buzen 1978).
///
/// In flight counts every operation for the part of it inside the window; throughput and mean
/// response are those of the operations that begin in it, counted whole. The two differ exactly by
/// what crosses the edges: begun before and still inside, less begun inside and still there after.
/// So |gap| never exceeds `edgeShare`, unless the number in flight was observed apart or operations
/// are missing.
package struct LittlesLaw: Sendable, Equatable {
    /// The length of the window, above 0.
    package let windowNanoseconds: Nanoseconds
    /// How many operations begin in the window.
    package let arrivals: Int
    /// The time all operations spend inside the window, summed.
    package let timeInside: Int128
    /// The time the operations that begin in the window take, summed, whole.
    package let timeOfArrivals: Int128
    /// What crosses the edges: the time outside of those that begin inside, and the time inside of
    /// those that begin outside.
    package let timeAcrossEdges: Int128

    /// Of operations from begin to end in any order, and a window which is not empty; one still
    /// open ends when it was last seen.
    package init(operations: some Sequence<Range<Nanoseconds>>, window: Range<Nanoseconds>) {
        precondition(!window.isEmpty, "an empty window")
        var arrivals = 0
        var inside: Int128 = 0
        var ofArrivals: Int128 = 0
        var acrossEdges: Int128 = 0
        for operation in operations {
            let clipped = operation.clamped(to: window)
            let spent = Int128(clipped.upperBound) - Int128(clipped.lowerBound)
            inside += spent
            if window.contains(operation.lowerBound) {
                let whole = Int128(operation.upperBound) - Int128(operation.lowerBound)
                arrivals += 1
                ofArrivals += whole
                acrossEdges += whole - spent
            } else {
                acrossEdges += spent
            }
        }
        windowNanoseconds = window.upperBound - window.lowerBound
        self.arrivals = arrivals
        timeInside = inside
        timeOfArrivals = ofArrivals
        timeAcrossEdges = acrossEdges
    }

    /// L: the mean number in flight.
    package var meanInFlight: Double { Double(timeInside) / Double(windowNanoseconds) }

    /// Lambda W: throughput times mean response.
    package var throughputTimesResponse: Double {
        Double(timeOfArrivals) / Double(windowNanoseconds)
    }

    /// (L - lambda W) / L, nil when nothing was in flight.
    package var gap: Double? {
        timeInside > 0 ? Double(timeInside - timeOfArrivals) / Double(timeInside) : nil
    }

    /// The gap when the mean number in flight, above 0, was observed by other means, such as a
    /// counter read at fixed times.
    package func gap(observedInFlight: Double) -> Double {
        (observedInFlight - throughputTimesResponse) / observedInFlight
    }

    /// How much of the gap the edges of the window can explain, as a share of L; nil when nothing
    /// was in flight.
    package var edgeShare: Double? {
        timeInside > 0 ? Double(timeAcrossEdges) / Double(timeInside) : nil
    }
}
