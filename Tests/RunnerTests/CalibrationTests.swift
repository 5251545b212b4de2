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

    private var emulated: EmulatedCost {
        let full = Carriage(
            packetsPerSecond: 230_000, nanosecondsPerPacket: 4_000, switchShare: 0.96,
            lateP50Nanoseconds: 190_000, lateP99Nanoseconds: 1_800_000, unasked: 1)
        let steady = Carriage(
            packetsPerSecond: 21_000, nanosecondsPerPacket: 9_000, switchShare: 0.19,
            lateP50Nanoseconds: 15_000, lateP99Nanoseconds: 90_000, unasked: 0)
        return EmulatedCost(
            roundTrips: [60_000, 70_000, 300_000].map {
                .init(loopbackNanoseconds: 40_000, emulatedNanoseconds: $0)
            },
            capacity: [full, full, full], timing: [steady, steady, steady],
            lifetimes: [
                NetworkLifetime(upNanoseconds: 3e8, goneNanoseconds: 4e7, cleanedNanoseconds: 9e7)
            ])
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
            emulated: .measured(emulated),
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

    @Test func theEmulatedNetworkIsHeldToItsBars() {
        let good = result(p50Ratio: 1, rateRatio: 1)
        let changes: [(inout EmulatedCost) -> Void] = [
            { cost in
                for index in 0..<3 { cost.roundTrips[index].emulatedNanoseconds = 120_001 }
            },
            { cost in for index in 0..<3 { cost.capacity[index].packetsPerSecond = 199_999 } },
            { cost in for index in 0..<3 { cost.timing[index].lateP99Nanoseconds = 500_001 } },
            { $0.lifetimes[0].upNanoseconds = 1.01e9 },
            { $0.lifetimes[0].goneNanoseconds = 2.01e8 },
        ]
        for change in changes {
            var bad = good
            var cost = emulated
            change(&cost)
            bad.emulated = .measured(cost)
            #expect(good.passes && !bad.passes, "\(cost)")
            #expect(bad.table(width: 80).contains("FAIL"))
        }
    }

    @Test func theTableTellsOfTheEmulatedNetwork() {
        let result = result(p50Ratio: 1, rateRatio: 1)
        let table = result.table(width: 80)
        let section = """
            emulated network, 1 client, 1 outstanding: pass (at most 80 µs added)
                                emulated                loopback                added
              p50 response      70.0 µs [60.0-300]      40.0 µs [40.0-40.0]     30.0 µs

            emulated network, 1 client, 16 outstanding, 60000 bytes: pass (at least 200000
                packets/s)
              carried           230 k/s [230-230]       3 dropped unasked
              switch CPU        4.00 µs [4.00-4.00] per packet, 96 % of a processor
              limited by        the switch

            emulated network, 16 nodes, 10 ms on each link: pass (at most 500 µs at p99)
              carried           21.0 k/s [21.0-21.0]    0 dropped unasked
              leave late        p50 15.0 µs [15.0-15.0] p99 90.0 µs [90.0-90.0]

            200 emulated networks
              up                300 ms [300-300]        pass (at most 1 s)
              gone              40.0 ms [40.0-40.0]     pass (at most 0.2 s after SIGKILL)
              kernel done       90.0 ms [90.0-90.0]     in the background

            host

            """
        #expect(table.contains(section), "\(table)")
        #expect(table.hasSuffix("\nEvery bar is kept to."))
    }

    @Test func nodesThatLeaveTheSwitchTimeAreWhatLimits() {
        var cost = emulated
        for index in 0..<3 { cost.capacity[index].switchShare = 0.94 }
        #expect(
            cost.lines.contains("  limited by        the nodes, which leave the switch time"))
    }

    @Test func aNoisyHostIsNotJudged() {
        let result = result(p50Ratio: 1, rateRatio: 1) { result in
            var cost = emulated
            cost.foreignShare = 0.06
            result.emulated = .measured(cost)
        }
        let notes = """
            Other programs took up to 6 % of the processors during "emulated network":
                repeat it on a quiet host.
            Whether the bars are kept to cannot be judged.
            """
        #expect(result.table(width: 80).hasSuffix(notes), "\(result.table(width: 80))")
    }

    @Test func aHostWithoutNetworksIsToldOfInALineAndMissesNoBar() {
        let result = result(p50Ratio: 1, rateRatio: 1) {
            $0.emulated = .refused(what: "a user namespace", why: "EPERM")
        }
        #expect(result.passes)
        let line =
            "emulated network: skipped, the host refuses a user namespace (EPERM); see topolab doctor"
        #expect(result.table(width: 100).contains("\n\n\(line)\n\nhost\n"))
        #expect(result.json.text.contains(#""skipped_for": "a user namespace: EPERM""#))
    }

    @Test func theJSONHasEveryRoundOfTheEmulatedNetwork() {
        let text = EmulatedOutcome.measured(emulated).json.text
        for part in [
            #""added_us""#, #""loopback_p50_us": 40"#, #""emulated_p50_us": 300"#,
            #""packets_per_s": 230000"#, #""switch_cpu_ns_per_packet": 4000"#,
            #""switch_cpu_share": 0.96"#, #""late_p99_us": 90"#, #""dropped_unasked": 1"#,
            #""kernel_done_s""#, #""at_most": 500"#, #""at_least": 200000"#,
        ] {
            #expect(text.contains(part), "\(part)\n\(text)")
        }
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
