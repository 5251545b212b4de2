import Measurement
import Testing

@Suite("The laws a trial's data is held against")
struct CheckedLawTests {
    @Test("Each is explained in a line of its own", arguments: CheckedLaw.allCases)
    func explained(law: CheckedLaw) {
        #expect(!law.title.isEmpty)
        #expect(law.meaning.count > 20 && !law.meaning.contains("\n"))
        #expect(!law.rawValue.contains { !($0.isLowercase || $0.isNumber || $0 == "_") })
    }

    @Test("No two are explained alike")
    func apart() {
        let laws = CheckedLaw.allCases
        #expect(Set(laws.map(\.title)).count == laws.count)
        #expect(Set(laws.map(\.meaning)).count == laws.count)
    }
}
