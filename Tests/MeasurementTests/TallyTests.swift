import Core
import Measurement
import Testing

private func message(background: Bool = false, measured: Bool = true) -> Message {
    var message = Message(.get, operation: OperationID(participant: 0, sequence: 0), key: 0)
    message.isBackground = background
    message.isMeasured = measured
    return message
}

@Suite("Counting")
struct TallyTests {
    @Test("Operation frames count by the operation's phase, background and bytes by the clock")
    func rules() {
        let tally = Tally(frame: .sample)
        // Moments: warm-up, start, last of measurement, drain.
        for moment: Nanoseconds in [-1, 0, 1_999_999_999, 2_000_000_000] {
            tally.countSent(message(), bytes: 100, at: moment)
            tally.countSent(message(measured: false), bytes: 10, at: moment)
            tally.countSent(message(background: true), bytes: 1, at: moment)
            tally.countReceived(bytes: 5, at: moment)
        }
        var expected = Counters()
        expected.messages = 4
        expected.backgroundMessages = 2
        expected.bytesSent = 222
        expected.bytesReceived = 10
        #expect(tally.counters == expected)
    }

    @Test("Every frame sent is in one bin of 100 ms, warm-up and drain included")
    func bins() {
        let tally = Tally(frame: .sample)
        #expect(tally.bins.count == 35)
        let moments: [(Nanoseconds, Int)] = [
            (-2_000_000_000, 0), (-1_000_000_000, 0), (-900_000_001, 0), (-900_000_000, 1),
            (-1, 9), (0, 10), (99_999_999, 10), (100_000_000, 11), (2_499_999_999, 34),
            (9_000_000_000, 34),
        ]
        var expected = [TrafficBin](repeating: TrafficBin(), count: 35)
        for (moment, bin) in moments {
            tally.countSent(message(), bytes: 52, at: moment)
            tally.countSent(message(background: true), bytes: 8, at: moment)
            expected[bin].messages += 1
            expected[bin].bytesSent += 60
        }
        #expect(tally.bins == expected)
    }

    @Test("Bins start at whole multiples of 100 ms, whatever the parts of the trial")
    func frames() {
        func frame(_ warmup: Double, _ measure: Double, _ drain: Double) -> TimeFrame {
            TimeFrame(
                warmupNanoseconds: .seconds(warmup), measureNanoseconds: .seconds(measure),
                drainNanoseconds: .seconds(drain))
        }
        let odd = frame(0.25, 0.31, 0.04)
        #expect(odd.binCount == 7)
        #expect(
            (0..<7).map(odd.binStart).map { $0 / 1_000_000 } == [
                -300, -200, -100, 0, 100, 200, 300,
            ])
        #expect(odd.bin(at: -250_000_000) == 0)
        #expect(odd.bin(at: 0) == 3)
        #expect(odd.bin(at: 349_999_999) == 6)
        #expect(frame(0, 0, 0).binCount == 1)
        #expect(frame(0, 0.1, 0).binCount == 1)
        #expect(frame(0, 0.1, 1e-9).binCount == 2)
        #expect(odd.isMeasured(at: 0) && odd.isMeasured(at: 309_999_999))
        #expect(!odd.isMeasured(at: -1) && !odd.isMeasured(at: 310_000_000))
    }

    @Test("Counters are changed in place")
    func counters() {
        let tally = Tally(frame: .sample)
        tally.counters.operationsBegun += 1
        tally.counters.operationsBegun += 1
        tally.counters.connectionsOpened = 7
        #expect(tally.counters.operationsBegun == 2)
        #expect(tally.counters.connectionsOpened == 7)
        #expect(tally.counters.messages == 0)
    }
}
