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

    /// Whether operations come at planned times.
    package var isOpen: Bool {
        if case .open = loop { true } else { false }
    }

    /// A workload of these parameters; their ranges are the caller's to check.
    package init(
        loop: Loop, arrivals: Arrivals, readShare: Double, keys: Int, popularity: Popularity,
        valueBytes: Int
    ) {
        self.loop = loop
        self.arrivals = arrivals
        self.readShare = readShare
        self.keys = keys
        self.popularity = popularity
        self.valueBytes = valueBytes
    }
}
