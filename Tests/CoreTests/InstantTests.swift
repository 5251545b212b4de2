import Core
import Testing

@Suite("Time")
struct InstantTests {
    @Test("Lengths of time are nanoseconds, to the nearest")
    func units() {
        #expect(Nanoseconds.seconds(1.5) == 1_500_000_000)
        #expect(Nanoseconds.seconds(-0.1) == -100_000_000)
        #expect(Nanoseconds.seconds(1e-9 * 2.6) == 3)
        #expect(Nanoseconds.milliseconds(-3) == -3_000_000)
        #expect(Nanoseconds.microseconds(7) == 7_000)
        #expect(Nanoseconds(250_000_000).inSeconds == 0.25)
    }

    @Test("Instants differ by a signed length and are in order")
    func arithmetic() {
        let early = Instant(nanoseconds: -5)
        let late = early + 12
        #expect(late - early == 12)
        #expect(early - late == -12)
        #expect(early < late && late < .never)
    }
}
