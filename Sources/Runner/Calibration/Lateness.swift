/// How late waits for an absolute time end, in nanoseconds.
package struct Lateness: Equatable, Sendable {
    package var p50: Double
    package var p99: Double
    package var maximum: Double
}
