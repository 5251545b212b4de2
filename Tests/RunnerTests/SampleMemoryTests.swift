import Core
import Links
import Testing
import Workload

@testable import Runner

@Suite("The memory of a trial's samples")
struct SampleMemoryTests {
    @Test(
        "A closed loop's operations are bounded by the host on real time, by itself on virtual time"
    )
    func closedLoop() throws {
        var trial = try Scene(measure: 0.8, loop: .closed(outstanding: 2)).trial
        #expect(trial.expectedOperations == 100_000)
        trial.isVirtual = true
        #expect(trial.expectedOperations == 1_000_000_000)
        for index in trial.network.links.indices {
            trial.network.links[index].delayNanoseconds = .milliseconds(1)
        }
        // Four at once, of 4 ms each, and a quarter more.
        #expect(trial.expectedOperations == 1_250)
        #expect(SampleMemory([trial]).records == 1_250)
    }
}
