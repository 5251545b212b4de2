import Core
import Measurement
import Testing

@testable import Runner

private let timeout: Nanoseconds = .milliseconds(500)

@Suite("The clocks of a set of operations")
struct ClocksTests {
    @Test("Response counts from intended, service from sent, lag lies between them")
    func three() {
        let clocks = Clocks(
            [operation(intended: 10, sent: 12, done: 17)], timeoutNanoseconds: timeout)
        #expect(clocks.response.sorted == [7_000_000])
        #expect(clocks.responseOK.sorted == [7_000_000])
        #expect(clocks.service.sorted == [5_000_000])
        #expect(clocks.lag.sorted == [2_000_000])
    }

    @Test(
        "A failed operation counts at least the timeout, so that failing fast does not look fast",
        arguments: [Status.refused, .reset, .timeout, .error, .unsent, .unfinished])
    func failed(status: Status) {
        let fast = operation(status, intended: 0, done: 1)
        let slow = operation(status, intended: 0, done: 800)
        let clocks = Clocks([fast, slow], timeoutNanoseconds: timeout)
        #expect(clocks.response.sorted == [500_000_000, 800_000_000])
        #expect(clocks.responseOK.sorted == [])
    }

    @Test("What the participant itself missed counts in no clock")
    func nodeDown() {
        let clocks = Clocks(
            [operation(.nodeDown, intended: 0, done: 9)], timeoutNanoseconds: timeout)
        #expect(clocks.named.allSatisfy { $0.distribution.count == 0 })
    }

    @Test("What is open when the drain ends counts up to then, from its sending too")
    func unfinished() {
        let clocks = Clocks(
            [operation(.unfinished, intended: 10, sent: 12, done: 900)],
            timeoutNanoseconds: .of(milliseconds: 500))
        #expect(clocks.service.max == .of(milliseconds: 888))
        #expect(clocks.response.max == .of(milliseconds: 890))
        #expect(clocks.responseOK.max == nil)
    }

    @Test("What was never sent has no service time; given up at once is still issued in time")
    func neverSent() {
        let refused = operation(.refused, intended: 0, sent: 3, done: 3, attempts: 0)
        let unsent = operation(.unsent, intended: 0, sent: 4, done: 4, attempts: 0)
        let clocks = Clocks([refused, unsent], timeoutNanoseconds: timeout)
        #expect(clocks.service.sorted == [])
        #expect(clocks.lag.sorted == [3_000_000])
        #expect(clocks.response.count == 2)
    }

    @Test("They go by the names of latency.csv")
    func names() {
        let clocks = Clocks([], timeoutNanoseconds: timeout)
        #expect(clocks.named.map(\.name) == ["response", "response_ok", "service", "lag"])
    }
}

@Suite("The rows of latency.csv")
struct LatencyRowsTests {
    private func rows(_ responses: [Double]) throws -> [Row] {
        let clocks = Clocks(
            responses.map { operation(intended: 0, done: $0) }, timeoutNanoseconds: timeout)
        return LatencyRows(trial: try Scene().trial, clocks: clocks).rows
    }

    @Test("An interval within the run is given only where successive values are independent")
    func intervals() throws {
        var random = SeededRandom(seed: 5)
        let shuffled = (0..<1_000).map { _ in 1 + random.nextUnit() }
        let median = try #require(
            try rows(shuffled).first {
                $0["clock"] == .text("response") && $0["percentile"] == .number(50)
            })
        let sorted = shuffled.map { Nanoseconds.of(milliseconds: $0) }.sorted()
        // 500 -+ 1.96 sqrt(250), outwards.
        #expect(median["low_us"] == .microseconds(sorted[468]))
        #expect(median["high_us"] == .microseconds(sorted[531]))
        let rising = try rows(shuffled.sorted()).filter { $0["clock"] == .text("response") }
        #expect(rising.allSatisfy { $0["low_us"] == .microseconds(nil) })
    }

    @Test("Hold each percentile for which there are samples enough, and the largest")
    func tenSamples() throws {
        // With n samples, max(p, 1 - p)^n must be below 2.5 %: with 10, p from 0.31 to 0.69.
        let rows = try rows((1...10).map { Double($0) }).filter {
            $0["clock"] == .text("response")
        }
        #expect(rows.map { $0["percentile"] } == [40, 50, 60, 100].map { .number($0) })
        #expect(
            rows.map { $0["value_us"] }
                == [4, 5, 6, 10].map { .microseconds(.milliseconds($0)) })
        #expect(rows.allSatisfy { $0["samples"] == .integer(10) })
        #expect(rows.allSatisfy { $0["trial"] == .integer(3) && $0["topology"] == .text("arm") })
    }

    @Test(
        "Reach as far into the tail as the samples allow",
        arguments: [
            (36, 90.0), (368, 99), (3_688, 99.9), (36_888, 99.99),
        ])
    func tail(count: Int, percentile: Double) throws {
        let rows = try rows((1...count).map { Double($0) }).filter {
            $0["clock"] == .text("response")
        }
        let deepest = rows.dropLast().last
        #expect(deepest?["percentile"] == .number(percentile))
        let rank = Int((percentile / 100 * Double(count)).rounded(.up))
        #expect(deepest?["value_us"] == .microseconds(.milliseconds(Int64(rank))))
        #expect(rows.last?["value_us"] == .microseconds(.milliseconds(Int64(count))))
    }

    @Test("Come for every clock that has samples")
    func clocks() throws {
        let rows = try rows([5])
        #expect(
            rows.map { $0["clock"] }
                == ["response", "response_ok", "service", "lag"].map { .text($0) })
        #expect(rows.allSatisfy { $0["percentile"] == .number(100) })
        #expect(try self.rows([]).isEmpty)
    }
}
