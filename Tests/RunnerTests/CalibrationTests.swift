import Core
import Testing

@testable import Runner

/// What `calibrate` makes of its numbers; the numbers themselves are the host's.
struct CalibrationTests {
    private func side(p50 nanoseconds: Double, perSecond: Double) -> Side {
        Side(
            operationsPerSecond: perSecond, p50Nanoseconds: nanoseconds, p99Nanoseconds: 90_000,
            client: Effort(user: 6, system: 3, waits: 0.5),
            server: Effort(user: 4, system: 6, waits: 0))
    }

    private func result(
        p50Ratio: Double, rateRatio: Double, allocations: Int = 0,
        change: (inout CalibrationResult) -> Void = { _ in }
    ) -> CalibrationResult {
        func comparison(_ exchange: Exchange) -> Comparison {
            // One wild round of five: the median of the ratios does not mind.
            let rounds = [1, 1, 1, 1, 9].map { wild in
                Comparison.Round(
                    nodes: side(
                        p50: 50_000 * p50Ratio * wild, perSecond: 90_000 * rateRatio / wild),
                    bare: side(p50: 50_000, perSecond: 90_000))
            }
            return Comparison(exchange: exchange, rounds: rounds)
        }
        let echo = side(p50: 30_000, perSecond: 30_000)
        var result = CalibrationResult(
            host: .object([]), processors: .allowed, isDebugBuild: false,
            comparisons: [.pingPong, .manyClients, .deepQueue].map(comparison),
            echoes: [
                EchoBaseline(connections: 1, outcome: .measured([echo, echo, echo])),
                EchoBaseline(connections: 1_000, outcome: .skipped(neededDescriptors: 1_024)),
            ],
            recorder: RecorderCost(
                nanoseconds: Spread([9, 10, 11, 10, 10]), allocations: allocations,
                withClocksNanoseconds: Spread([90])),
            dataPath: DataPathCost(operations: 100_000, allocations: 0),
            lateness: Lateness(p50: 25_000, p99: 80_000, maximum: 900_000),
            spawnNanoseconds: Spread([3e6]), clockNanoseconds: Spread([25]))
        change(&result)
        return result
    }

    @Test(arguments: [
        (1.2, 0.85, 0, true), (1.21, 0.85, 0, false), (1.2, 0.84, 0, false), (1.0, 1.0, 1, false),
    ])
    func everyBarIsHeldToItsMedian(p50: Double, rate: Double, allocations: Int, passes: Bool) {
        let result = result(p50Ratio: p50, rateRatio: rate, allocations: allocations)
        #expect(result.passes == passes)
        #expect(result.table(width: 100).contains(passes ? "pass" : "FAIL"))
    }

    @Test func whatAnOperationCostsIsHeldToItsBar() {
        let fast = result(p50Ratio: 1, rateRatio: 1)
        #expect(fast.passes)
        var slow = fast
        slow.dataPath.allocations = 1
        #expect(!slow.passes)
        slow = fast
        slow.recorder.withClocksNanoseconds = Spread([251])
        #expect(!slow.passes)
        slow = fast
        for round in 0..<5 { slow.comparisons[2].rounds[round].nodes.client.user = 7.5 }
        #expect(slow.generator?.passes == false && !slow.passes)
    }

    @Test func theTableNamesEachBarAndKeepsItsWidth() {
        let table = result(p50Ratio: 1.1, rateRatio: 0.6).table(width: 80)
        let lines = table.split(separator: "\n").map { String($0) }
        for line in [
            "1 client, 1 outstanding: pass (at most 1.2 of C)",
            "64 clients, 1 outstanding each: FAIL (at least 0.85 of C)",
            "1 client, 64 outstanding: pass (at least 0.5 of C)",
            "one participant on a processor of its own: pass (at most 10 s/M)",
            "      pass (at most 10 ns, 0 allocations)", "      pass (at most 250 ns)",
            "  an operation's way      0 allocations in 100000 operations",
            "  a timed wait ends late  p50 25.0 µs, p99 80.0 µs, max 900 µs",
            "  1000 connections  skipped: needs 1024 open files; see topolab doctor",
            "    waits per op    0.00 [0.00-0.00]        0.00 [0.00-0.00]        -",
        ] {
            #expect(lines.contains(line), "\(line)\n\(table)")
        }
        #expect(lines.allSatisfy { $0.count <= 80 }, "\(table)")
    }

    @Test func aBaselineProcessIsUnderstoodByItsParent() {
        let report = BaselineReport.done(
            .init(
                operations: 1, userNanoseconds: 2, systemNanoseconds: 3, waits: 4, measured: 5,
                p50Nanoseconds: 6, p99Nanoseconds: 7))
        #expect(report.line == "done 1 2 3 4 5 6 7")
        #expect(BaselineReport(line: report.line) == report)
        #expect(BaselineReport(line: "done 1 2 3 4 5 6") == nil)
    }

    @Test func theJSONCanBeReadBack() throws {
        let json = result(p50Ratio: 1.1, rateRatio: 0.8).json
        #expect(try JSON(parsing: json.text).text == json.text)
    }
}
