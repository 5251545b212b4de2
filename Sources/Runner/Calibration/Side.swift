/// What one side of a comparison, the nodes or bare C, did in one round.
package struct Side: Equatable, Sendable {
    package var operationsPerSecond: Double
    /// Response times, done minus asked for; over 64 clients, all operations together at the nodes
    /// and the median client in C.
    package var p50Nanoseconds: Double
    package var p99Nanoseconds: Double
    /// All clients together.
    package var client: Effort
    package var server: Effort
    /// What programs that are no part of the round took of all processors, 0 through 1.
    package var foreignShare = 0.0
}
