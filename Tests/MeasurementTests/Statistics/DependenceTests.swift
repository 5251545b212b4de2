import Core
import Measurement
import Testing

@Suite("Dependence of neighbours")
struct DependenceTests {
    @Test("Independent values are objected to in fewer than 1 of 100 series")
    func independent() throws {
        var flagged = 0
        for trial in 0..<500 {
            var series = Series(seed: 51, trial)
            let values = (0..<200).map { _ in Nanoseconds.seconds(series.exponential()) }
            if try #require(Dependence(values)).isDependent { flagged += 1 }
        }
        #expect(flagged <= 5)
    }

    @Test("Sojourns of a queue at rho = 0.9 are objected to, in any number")
    func queue() throws {
        for trial in 0..<50 {
            var series = Series(seed: 52, trial)
            let sojourns = series.queue(load: 0.9, perSecond: 1_000, seconds: 0.5).sojourns
            let dependence = try #require(Dependence(sojourns))
            #expect(dependence.isDependent && dependence.rankCorrelation > 0.7)
        }
    }

    @Test("Values that alternate are objected to, constants are not, few are not judged")
    func special() {
        let alternating = Dependence((0..<100).map { $0 % 2 })
        #expect(alternating?.isDependent == true)
        #expect(abs((alternating?.rankCorrelation ?? 0) + 1) < 0.02)
        #expect(Dependence([Nanoseconds](repeating: 5, count: 50))?.rankCorrelation == 0)
        #expect(Dependence([Nanoseconds](repeating: 5, count: 50))?.isDependent == false)
        #expect(Dependence([Nanoseconds](repeating: 5, count: 49)) == nil)
    }

    @Test("Only ranks count: a rising function of the values changes nothing")
    func ranks() {
        let values = (0..<60).map { Nanoseconds($0 * 37 % 61) }
        #expect(Dependence(values) == Dependence(values.map { $0 * $0 * $0 }))
    }
}
