import Core
import Measurement

extension TimeFrame {
    static let sample = TimeFrame(
        warmupNanoseconds: .seconds(1), measureNanoseconds: .seconds(2),
        drainNanoseconds: .seconds(0.5))
}

extension OperationSample {
    /// A sample whose every field depends on its number.
    static func numbered(_ number: Int) -> OperationSample {
        var sample = OperationSample(
            participant: UInt32(number) &* 3, sequence: UInt32(number),
            phase: Phase.allCases[number % 2], kind: Operation.Kind.allCases[number / 2 % 2],
            status: Status.allCases[number % 8], key: UInt32(number) &* 7,
            intendedNanoseconds: Int64(number) * 11 - 1_000_000,
            sentNanoseconds: Int64(number) * 13, doneNanoseconds: .max - Int64(number))
        sample.bytesOut = UInt32(number) &* 17
        sample.bytesIn = .max - UInt32(number)
        sample.hops = UInt16(truncatingIfNeeded: number)
        sample.attempts = .max
        sample.servedBy = Int32(number) - 1
        return sample
    }
}

extension DeliverySample {
    static let sample = DeliverySample(
        participant: 1, sequence: 2, receiver: 3, copies: 4, hops: 5, receivedNanoseconds: -6)
}
