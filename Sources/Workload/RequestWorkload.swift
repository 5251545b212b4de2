/// Reads and writes of single keys, as `workload.kind = "request"` asks for them.
package struct RequestWorkload: Sendable, Equatable {
    /// What makes a participant issue its next operation.
    package enum Loop: Sendable, Equatable {
        /// Its intended time, whatever became of the operations before; above 0, all participants
        /// together.
        case open(ratePerSecond: Double)
        /// The end of one of its own operations, of which this many are out; at least 1.
        case closed(outstanding: Int)
    }

    package var loop: Loop
    /// How an open loop's intended times are spread; a closed loop has none.
    package var arrivals: Arrivals
    /// The share of operations that are gets, 0 through 1; the rest are puts.
    package var readShare: Double
    /// How many keys there are; at least 1.
    package var keys: Int
    /// How the operations are spread over the keys.
    package var popularity: Popularity
    /// Length of every value, in bytes.
    package var valueBytes: Int
    /// How long a provider holds a request, before its arm's `speed` divides it.
    package var serviceTime: TimeDistribution
    /// How long a closed loop waits between the end of an operation and the next.
    package var thinkTime: TimeDistribution

    /// Whether operations come at planned times.
    package var isOpen: Bool {
        if case .open = loop { true } else { false }
    }

    /// A workload of these parameters; their ranges are the caller's to check.
    package init(
        loop: Loop, arrivals: Arrivals, readShare: Double, keys: Int, popularity: Popularity,
        valueBytes: Int, serviceTime: TimeDistribution = .fixed(0),
        thinkTime: TimeDistribution = .fixed(0)
    ) {
        self.loop = loop
        self.arrivals = arrivals
        self.readShare = readShare
        self.keys = keys
        self.popularity = popularity
        self.valueBytes = valueBytes
        self.serviceTime = serviceTime
        self.thinkTime = thinkTime
    }

    /// The operations recorded elsewhere that are issued; nil where they are drawn.
    package var trace: OperationTrace? {
        if case .trace(let trace) = arrivals { trace } else { nil }
    }
}
