/// What recording an operation costs.
package struct RecorderCost: Equatable, Sendable {
    /// Per record.
    package var nanoseconds: Spread
    /// Of heap memory, in all rounds together.
    package var allocations: Int

    static let bar = Bar.atMost(15)
}
