/// What recording an operation costs.
package struct RecorderCost: Equatable, Sendable {
    /// Per record.
    package var nanoseconds: Spread
    /// Of heap memory, in all rounds together.
    package var allocations: Int

    /// Per operation, of reading the clock three times and recording it.
    package var withClocksNanoseconds: Spread

    static let bar = Bar.atMost(10)
    static let withClocksBar = Bar.atMost(250)
}
