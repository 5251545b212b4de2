import Core

/// A plan's canonical bytes are these, little-endian, fractions as their IEEE 754 bits:
///
/// - version of this form: 2 (4 bytes)
/// - seed, repetition, participants (8 each); warm-up, measurement in nanoseconds (8 each)
/// - loop: 0 and the rate, or 1 and the operations outstanding (1 + 8)
/// - arrivals: 0 Poisson, 1 constant, 2 a trace (1); read share (8); keys (8)
/// - popularity: 0 and the exponent, or 1 and zero (1 + 8); value length in bytes (8)
/// - service time, then think time: 0 fixed, length, zero, zero; 1 exponential, mean, zero, zero; or
///   2 two-point, low, high and share of high (1 + 8 + 8 + 8)
/// - for each participant in order, for each of its operations: participant, sequence (4 each);
///   intended time (8); kind: 0 get, 1 put (1); key, value length (4 each); service time, think
///   time (8 each)
///
/// Drain is left out, as it moves no operation.
extension OperationPlan {
    /// Rows of each participant that a closed loop's hash covers, its stream being endless.
    package static let closedLoopRows = 10_000

    /// FNV-1a 64 of the plan's canonical bytes, as 16 hexadecimal digits.
    ///
    /// Draws the whole plan, about a tenth of a microsecond for each operation.
    package var hash: String {
        var hash = FNV1a()
        combineParameters(into: &hash)
        for participant in 0..<participants {
            for operation in rows(participant: participant) {
                hash.combine(UInt32(participant))
                combine(operation, into: &hash)
            }
        }
        return hash.hexadecimal
    }

    /// The rows of a participant that the hash covers and a listing of the plan shows.
    package func rows(participant: Int) -> PrefixSequence<OperationStream> {
        let limit = if case .closed = workload.loop { Self.closedLoopRows } else { Int.max }
        return stream(participant: participant).prefix(limit)
    }

    private func combineParameters(into hash: inout FNV1a) {
        hash.combine(UInt32(2))
        hash.combine(seed)
        for number in [repetition, participants] { hash.combine(Int64(number)) }
        hash.combine(schedule.warmupNanoseconds)
        hash.combine(schedule.measureNanoseconds)
        switch workload.loop {
        case .open(let ratePerSecond):
            hash.combine(byte: 0)
            hash.combine(ratePerSecond)
        case .closed(let outstanding):
            hash.combine(byte: 1)
            hash.combine(Int64(outstanding))
        }
        switch workload.arrivals {
        case .poisson: hash.combine(byte: 0)
        case .constant: hash.combine(byte: 1)
        case .trace: hash.combine(byte: 2)
        }
        hash.combine(workload.readShare)
        hash.combine(Int64(workload.keys))
        switch workload.popularity {
        case .zipf(let exponent):
            hash.combine(byte: 0)
            hash.combine(exponent)
        case .uniform:
            hash.combine(byte: 1)
            hash.combine(0.0)
        }
        hash.combine(Int64(workload.valueBytes))
        combine(workload.serviceTime, into: &hash)
        combine(workload.thinkTime, into: &hash)
    }

    private func combine(_ times: TimeDistribution, into hash: inout FNV1a) {
        let (code, first, second, third): (UInt8, Double, Double, Double) =
            switch times {
            case .fixed(let length): (0, Double(length), 0, 0)
            case .exponential(let mean): (1, mean, 0, 0)
            case .twoPoint(let low, let high, let share): (2, Double(low), Double(high), share)
            }
        hash.combine(byte: code)
        for number in [first, second, third] { hash.combine(number) }
    }

    private func combine(_ operation: Operation, into hash: inout FNV1a) {
        hash.combine(operation.sequence)
        hash.combine(operation.intendedNanoseconds)
        hash.combine(operation.kind.rawValue)
        hash.combine(operation.key)
        hash.combine(operation.valueBytes)
        hash.combine(operation.serviceNanoseconds)
        hash.combine(operation.thinkNanoseconds)
    }
}
