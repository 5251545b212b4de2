/// What an emulated network may do other than its links ask for before a trial is not believed.
package enum LinkTolerance {
    /// By how much 99 % of the packets may leave the switch late, in nanoseconds.
    package static let lateP99Nanoseconds: Int64 = 1_000_000
    /// By how much any packet may, in nanoseconds: a switch that stood still for longer was no network.
    package static let lateMaximumNanoseconds: Int64 = 100_000_000
    /// The share of a processor's time that the switch, which has one, may use: then it still keeps up.
    package static let busyShare = 0.95
}
