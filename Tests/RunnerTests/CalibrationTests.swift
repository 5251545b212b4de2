import Core
import Testing

@testable import Runner

/// What `calibrate` makes of its numbers; the numbers themselves are the host's.
struct CalibrationTests {
    private func side(p50 nanoseconds: Double, perSecond: Double) -> Side {
        Side(
            operationsPerSecond: perSecond, p50Nanoseconds: nanoseconds, p99Nanoseconds: 90_000,
            clientSecondsPerMillion: 20, serverSecondsPerMillion: 10)
    }

    private func result(p50Ratio: Double, rateRatio: Double, allocations: Int) -> CalibrationResult
    {
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
        return CalibrationResult(
            host: .object([]), processors: .allowed, isDebugBuild: false,
            comparisons: [.pingPong, .manyClients, .deepQueue].map(comparison),
            recorder: RecorderCost(
                nanoseconds: Spread([9, 10, 11, 10, 10]), allocations: allocations),
            timerP50Nanoseconds: 25_000, timerP99Nanoseconds: 80_000,
            spawnNanoseconds: Spread([3e6]), clockNanoseconds: Spread([25]))
    }

    @Test(arguments: [
        (1.3, 0.7, 0, true), (1.31, 0.7, 0, false), (1.3, 0.69, 0, false), (1.0, 1.0, 1, false),
    ])
    func everyBarIsHeldToItsMedian(p50: Double, rate: Double, allocations: Int, passes: Bool) {
        let result = result(p50Ratio: p50, rateRatio: rate, allocations: allocations)
        #expect(result.passes == passes)
        #expect(result.table(width: 100).contains(passes ? "pass" : "FAIL"))
    }

    @Test func theTableNamesEachBarAndKeepsItsWidth() {
        let table = result(p50Ratio: 1.1, rateRatio: 0.5, allocations: 0).table(width: 100)
        #expect(table.contains("pass (at most 1.3 of C)"), "\(table)")
        #expect(table.contains("FAIL (at least 0.7 of C)"), "\(table)")
        #expect(table.split(separator: "\n").allSatisfy { $0.count <= 100 }, "\(table)")
    }

    @Test func theJSONCanBeReadBack() throws {
        let json = result(p50Ratio: 1.1, rateRatio: 0.8, allocations: 0).json
        #expect(try JSON(parsing: json.text).text == json.text)
    }
}
