import Core
import Experiment
import Faults
import Foundation
import Testing
import Workload

/// The shipped experiment's text.
enum Quickstart {
    static let text: String = {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let root = tests.deletingLastPathComponent().deletingLastPathComponent()
        let file = root.appendingPathComponent("Experiments/quickstart.toml")
        return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    }()
}

@Suite("The quickstart")
struct QuickstartTests {
    @Test("it is the experiment it says it is, and there is nothing to note")
    func values() throws {
        let specification = try read(Quickstart.text)
        #expect(specification.name == "quickstart")
        #expect(
            specification.question == "What happens to everybody else when one provider dies?")
        #expect(specification.hypothesis.hasPrefix("With one server nobody gets an answer"))
        #expect(specification.hypothesis.contains("takes only its own user with it"))
        #expect(!specification.hypothesis.contains("\n"))
        #expect(specification.seed == 20_261_120)
        #expect(specification.repetitions == 1)
        #expect(specification.topologies.map { $0.label } == ["client-server", "mesh"])
        #expect(
            specification.topologies.map { $0.values } == [
                ["servers": 1], ["replicas": 2, "degree": 0],
            ])
        #expect(specification.participants == 16)
        #expect(
            specification.workload
                == RequestWorkload(
                    loop: .open(ratePerSecond: 4_000), arrivals: .poisson, readShare: 0.9,
                    keys: 10_000, popularity: .zipf(exponent: 0.99), valueBytes: 128))
        #expect(specification.timeoutNanoseconds == .milliseconds(500))
        #expect(specification.retries == 1)
        #expect(specification.attemptTimeoutNanoseconds == .milliseconds(250))
        #expect(
            specification.schedule
                == Schedule(
                    warmupNanoseconds: .seconds(1), measureNanoseconds: .seconds(8),
                    drainNanoseconds: .seconds(1)))
        #expect(specification.network.tier == .loopback)
        #expect(specification.network.port == 7_400)
        #expect(specification.faults.count == 1)
        #expect(specification.faults.first?.action == "kill")
        #expect(specification.faults.first?.target == .place(.provider, 0))
        #expect(specification.faults.first?.atNanoseconds == .seconds(4))
        #expect(specification.faults.first?.forNanoseconds == .seconds(2))
        #expect(specification.notes == [])
    }

    @Test("resolved and read again it is the same")
    func roundTrip() throws {
        let specification = try read(Quickstart.text)
        #expect(try read(specification.resolvedTOML()) == specification)
    }

    @Test("no line is longer than 100 characters")
    func lines() {
        let lines = Quickstart.text.split(separator: "\n")
        #expect(lines.count > 30)
        #expect(lines.filter { $0.count > 100 } == [])
    }
}
