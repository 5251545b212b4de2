import Foundation
import Testing

/// `topolab theory`, from its arguments to its texts.
struct TheoryVerbTests {
    @Test func aLawAnswersInATable() throws {
        let ended = try Program.run(["theory", "mm1", "utilisation=0.8"])
        #expect(ended.status == 0)
        #expect(ended.errors == "")
        #expect(
            ended.output == """
                M/M/1: one server, Poisson arrivals, exponential service
                  utilisation=0.8 service_ms=1

                  response mean       5      ms
                  response p50        3.4657 ms
                  response p90       11.513  ms
                  response p99       23.026  ms
                  response p99.9     34.539  ms
                  wait mean           4      ms
                  wait p50            2.35   ms
                  wait p90           10.397  ms
                  wait p99           21.91   ms
                  wait p99.9         33.423  ms
                  number in system    4
                  number waiting      3.2
                  arrivals          800      /s

                source: Kleinrock, Queueing Systems 1, 1975, chapter 3

                """)
    }

    @Test func aStallRecordedByAWaitingClientIsShownCorrectedBesideIt() throws {
        let ended = try Program.run([
            "theory", "stall", "samples=10000", "value_ms=1", "stall_s=100", "interval_ms=10",
        ])
        #expect(ended.status == 0)
        #expect(
            ended.output == """
                a server stands still once: what open and closed loops see
                  samples=10000 value_ms=1 stall_s=100 interval_ms=10

                  recorded: samples   10,001
                  recorded: p50            0.001    s
                  recorded: p75            0.001    s
                  recorded: p90            0.001    s
                  recorded: p99            0.001    s
                  recorded: p99.99         0.001    s
                  recorded: max          100        s
                  recorded: mean           0.010999 s
                  corrected: samples  20,000
                  corrected: p50           0.001    s
                  corrected: p75          50        s
                  corrected: p90          80        s
                  corrected: p99          98        s
                  corrected: p99.99       99.98     s
                  corrected: max         100        s
                  corrected: mean         25.003    s

                source: Tene, How NOT to Measure Latency, 2013, and HdrHistogram; Schroeder,
                Wierman and Harchol-Balter, Open Versus Closed, NSDI 2006

                """)
    }

    @Test func nearlyAllIsNotShownAsAll() throws {
        let ended = try Program.run(["theory", "replicas", "availability=0.99", "replicas=5"])
        #expect(ended.status == 0)
        #expect(
            ended.output.contains(
                """
                  any is enough, 1 - (1 - a)^k         99.99999999 %
                  a majority of 3 is                   99.999      %
                """), "\(ended.output)")
    }

    @Test func everyLineFitsIntoEightyColumns() throws {
        let long = "values=" + (1...60).map { "\($0)" }.joined(separator: ",")
        let commands = [
            [], ["mm1", "utilisation=0.99"], ["stall"], ["omission"], ["zipf"],
            ["pooling", "servers=10", "utilisation=0.9"], ["noise", "utilisation=0.9"],
            ["mva", "clients=20", "think_s=1"], ["jain", long],
            ["usl", "alpha=0", "beta=0", "clients=9"],
            ["key-loss", "nodes=1000000000", "killed=999999999", "replicas=3", "keys=1000000000"],
            ["replicas", "availability=0.999", "replicas=5"],
            ["partition", "nodes=7", "share=0.3"],
            ["swim", "members=16"], ["heartbeat", "nodes=200", "period_ms=100"],
            ["overlay", "degree=5", "killed_share=0.5"],
            ["lookup", "killed_share=0.2", "hops=3.86"],
        ]
        for command in commands {
            let ended = try Program.run(["theory"] + command)
            #expect(ended.status == 0)
            let lines = ended.output.split(separator: "\n")
            #expect(lines.count > 5)
            #expect(lines.allSatisfy { $0.count <= 80 }, "\(ended.output)")
        }
    }

    @Test func withoutANameItListsThemWithWhatTheyTake() throws {
        let ended = try Program.run(["theory"])
        #expect(ended.status == 0)
        #expect(
            ended.output.contains(
                """
                mg1        M/G/1: one server, Poisson arrivals, any service times
                           utilisation=X scv=X [service_ms=1]
                           utilisation=X low_ms=X high_ms=X high_share=X

                """), "\(ended.output)")
    }

    @Test func asJSONThereIsNothingButData() throws {
        let ended = try Program.run(["theory", "--json", "usl", "alpha=0", "beta=0", "clients=4"])
        #expect(ended.status == 0)
        #expect(ended.errors == "")
        let json = try JSONSerialization.jsonObject(with: Data(ended.output.utf8))
        let answer = try #require(json as? [String: Any])
        #expect(Set(answer.keys) == ["theory", "parameters", "results", "source"])
        let results = try #require(answer["results"] as? [[String: Any]])
        #expect(results[0]["name"] as? String == "throughput")
        #expect(results[0]["value"] as? Double == 4)
        #expect(results[0]["unit"] as? String == "/s")
        #expect(results.last?["value"] is NSNull)
        let list = try Program.run(["theory", "--json"])
        let laws = try JSONSerialization.jsonObject(with: Data(list.output.utf8)) as? [Any]
        #expect(laws?.count == 22)
    }

    @Test(arguments: [
        (
            ["mm2"],
            """
            topolab: no theory "mm2": did you mean "mm1"? There are mm1, md1, mg1, mmc, pooling, \
            noise, mva, stall, omission, zipf, jain, usl, key-loss, replicas, partition, swim, \
            heartbeat, overlay, lookup, handshake, mathis, udp-loss
              see topolab theory

            """
        ),
        (
            ["mm1"],
            """
            topolab: theory mm1: missing "utilisation" (share of time a server is busy: a number \
            at least 0 and below 1)
              usage: topolab theory mm1 utilisation=X [service_ms=1]
                 or: topolab theory mm1 rate_per_s=X [service_ms=1]
              see topolab theory --help

            """
        ),
        (
            ["mm1", "utilization=0.8"],
            """
            topolab: theory mm1: unknown parameter "utilization": did you mean "utilisation"? \
            There are utilisation, service_ms, rate_per_s
              usage: topolab theory mm1 utilisation=X [service_ms=1]
                 or: topolab theory mm1 rate_per_s=X [service_ms=1]
              see topolab theory --help

            """
        ),
        (
            ["mm1", "utilisation=1"],
            """
            topolab: theory mm1: utilisation = "1" is out of range: expected a number at least 0 \
            and below 1
              usage: topolab theory mm1 utilisation=X [service_ms=1]
                 or: topolab theory mm1 rate_per_s=X [service_ms=1]
              see topolab theory --help

            """
        ),
        (
            ["mm1", "utilisation=0.5", "service_s=-1"],
            """
            topolab: theory mm1: service_s = "-1" is out of range: expected service_ms to be a \
            number above 0 and at most 1,000,000,000
              usage: topolab theory mm1 utilisation=X [service_ms=1]
                 or: topolab theory mm1 rate_per_s=X [service_ms=1]
              see topolab theory --help

            """
        ),
        (
            ["mmc", "servers=two", "utilisation=0.5"],
            """
            topolab: theory mmc: servers = "two": expected a whole number at least 1 and at most \
            1,000,000
              usage: topolab theory mmc servers=X utilisation=X [service_ms=1]
                 or: topolab theory mmc servers=X rate_per_s=X [service_ms=1]
              see topolab theory --help

            """
        ),
        (
            ["mm1", "0.8"],
            """
            topolab: theory mm1: "0.8" is no parameter: expected KEY=VALUE
              usage: topolab theory mm1 utilisation=X [service_ms=1]
                 or: topolab theory mm1 rate_per_s=X [service_ms=1]
              see topolab theory --help

            """
        ),
        (
            ["mg1", "utilisation=0.5", "scv=1", "low_ms=2"],
            """
            topolab: theory mg1: "scv" and "low_ms" do not go together
              usage: topolab theory mg1 utilisation=X scv=X [service_ms=1]
                 or: topolab theory mg1 utilisation=X low_ms=X high_ms=X high_share=X
              see topolab theory --help

            """
        ),
        (
            ["jain", "values=0,0"],
            """
            topolab: theory jain: every value is 0: expected one above 0
              usage: topolab theory jain values=X,X,...
              see topolab theory --help

            """
        ),
        (
            ["key-loss", "nodes=20", "killed=30"],
            """
            topolab: theory key-loss: killed = 30 is more than nodes = 20: expected at most that
              usage: topolab theory key-loss nodes=X killed=X [replicas=1] [keys=10000]
              see topolab theory --help

            """
        ),
        (
            ["mm1", "--utilisation=0.8"],
            "topolab: unknown option \"--utilisation\"\n  see topolab theory --help\n"
        ),
    ])
    func whatIsWrongIsSaidWithWhatIsAllowed(arguments: [String], message: String) throws {
        let ended = try Program.run(["theory"] + arguments)
        #expect(ended.status == 2)
        #expect(ended.errors == message)
        #expect(ended.output == "")
    }
}
