/// What one end of an exchange spent per operation.
package struct Effort: Equatable, Sendable {
    /// Processor time in microseconds, the same as seconds per million operations.
    package var user: Double
    package var system: Double
    /// How often it had nothing to do and waited.
    package var waits: Double

    package var total: Double { user + system }
}
