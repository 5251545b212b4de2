import Core
import Testing

@Suite("Versions")
struct VersionTests {
    @Test("The later intended write wins, then the larger participant, then the larger sequence")
    func order() {
        let ascending = [
            Version.initial,
            Version(intendedNanoseconds: -5, participant: 9, sequence: 9),
            Version(intendedNanoseconds: 0, participant: 1, sequence: 9),
            Version(intendedNanoseconds: 0, participant: 2, sequence: 0),
            Version(intendedNanoseconds: 0, participant: 2, sequence: 1),
            Version(intendedNanoseconds: 1, participant: 0, sequence: 0),
        ]
        for (index, left) in ascending.enumerated() {
            for (other, right) in ascending.enumerated() {
                #expect((left < right) == (index < other))
            }
        }
    }
}
