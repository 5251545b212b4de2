import Foundation
import Measurement
import Testing

/// What a run that says nothing else still says of what is not valid.
struct QuietRunTests {
    /// In virtual time, a server that is asked for a little more than it can do: its queue grows.
    private static let overloaded = """
        name = "overloaded"
        question = "Does it settle?"
        repetitions = 2
        topology = [{ kind = "client-server" }, { kind = "mesh" }]
        participants.count = 4

        [workload]
        kind = "request"
        arrivals = "constant"
        rate_per_s = 1000
        read_share = 1.0
        keys = 50
        service_time_us = 1008
        timeout_ms = 500

        [schedule]
        warmup_s = 0.1
        measure_s = 2

        [network]
        tier = "simulated"

        [[expect]]
        that = "mesh.availability > 2"
        """

    @Test func invalidTrialsAreNamedAndCanBeRunAgain() throws {
        let folder = try TemporaryFolder()
        let file = folder.path + "/overloaded.toml"
        try Self.overloaded.write(toFile: file, atomically: true, encoding: .utf8)
        let out = folder.path + "/out"
        let ended = try Program.run(["run", file, "--seed", "3", "--quiet", "--out", out])
        #expect(ended.status == 1)
        #expect(
            ended.errors == """
                topolab: what the experiment expects does not hold: topolab report \(out)
                topolab: 2 invalid trials, see invalid_because in \(out)/trials.csv
                  repetition 1 of client-server: not_stationary
                  repetition 2 of client-server: not_stationary
                  once more: topolab run \(file) --seed 3 --repetition 1

                """)
    }

    @Test func aRepetitionIsDrawnFromItsNumberAlone() throws {
        let folder = try TemporaryFolder()
        func plan(_ more: [String]) throws -> String {
            let ended = try Program.run(["plan", "fault-campaign", "--repetition", "178"] + more)
            #expect(ended.status == 0, "\(ended.errors)")
            return ended.output
        }
        #expect(try plan([]) == plan(["--repetitions", "1000"]))
        let out = folder.path + "/out"
        let ended = try Program.run(
            ["run", "fault-campaign", "--repetition", "178", "--quiet", "--out", out])
        #expect(ended.status == 0, "\(ended.errors)")
        let trials = try Results(folder: out).table("trials")
        #expect(trials.rowCount == 2)
        #expect(trials[0, "repetition"] == "178")
        let wrong = try Program.run(["run", "fault-campaign", "--repetition", "0"])
        #expect(wrong.status == 2)
        #expect(
            wrong.errors == "topolab: --repetition takes a whole number from 1 on, not \"0\"\n")
    }
}
