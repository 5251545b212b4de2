import Core
import Testing

@testable import Report

struct FolderComparisonTests {
    /// Three repetitions of one arm at two rates, with these p99 in µs.
    private func fixture(
        _ tails: [Int], rates: [Int] = [100, 200], plan: String = "", changes: Fixture.Row = [:]
    ) -> Fixture {
        var fixture = Fixture(factors: ["workload.rate_per_s"])
        for rate in rates {
            for (index, tail) in tails.enumerated() {
                fixture.addSwept(
                    "mesh", rate: rate, repetition: index + 1,
                    changes: [
                        "response_p99_us": "\(tail)", "plan_hash": "\(rate)-\(index)\(plan)",
                    ].merging(changes) { $1 })
            }
        }
        return fixture
    }

    private func compare(
        _ a: Fixture, _ b: Fixture, settings: [[FolderComparison.Setting]] = [[], []]
    ) throws -> FolderComparison {
        FolderComparison(
            FolderComparison.Side(
                folder: "Results/a", results: try a.tables(), settings: settings[0]),
            FolderComparison.Side(
                folder: "Results/b", results: try b.tables(), settings: settings[1]))
    }

    @Test func `settings that differ are listed, and different tiers warned of`() throws {
        let comparison = try compare(
            fixture([1000], changes: ["tier": "loopback"]),
            fixture([1000], changes: ["tier": "simulated"]),
            settings: [
                [
                    .init("workload.rate_per_s", "4000"), .init("workload.keys", "10"),
                    .init("topology.mesh.replicas", "2"),
                ],
                [
                    .init("workload.rate_per_s", "1000"), .init("workload.keys", "10"),
                    .init("network.link.delay_ms", "5"),
                ],
            ])
        #expect(comparison.text(width: 80).hasPrefix(Self.differing))
        #expect(
            comparison.json["settings"]?.arrayValue?.first
                == .object([
                    .init("path", .string("workload.rate_per_s")), .init("a", .string("4000")),
                    .init("b", .string("1000")),
                ]))
    }

    private static let differing = """
        A  Results/a
        B  Results/b

        WARNING: A ran on tier loopback, B on tier simulated: what differs may be the
        tier's doing, above all times.

        Settings that differ, A -> B:
          workload.rate_per_s: 4000 -> 1000
          topology.mesh.replicas: 2 -> -
          network.link.delay_ms: - -> 5

        mesh at workload.rate_per_s = 100
        """

    @Test func `the same plans are paired, and what is in one folder only is named`() throws {
        let comparison = try compare(
            fixture([1000, 2000, 3000]), fixture([1100, 2210, 3290], rates: [200, 300]))
        #expect(comparison.text(width: 80) == Self.paired)
    }

    private static let paired = """
        A  Results/a
        B  Results/b

        mesh at workload.rate_per_s = 200
        (paired by repetition: seeds and plan hashes agree; Student's t, 3 pairs)
        measure                  A        B              B / A
        throughput (op/s)      200      200              alike
        response p50       1.70 ms  1.70 ms              alike
        response p99       2.00 ms  2.21 ms  1.10 (1.09..1.11)  *
        response mean      2.50 ms  2.50 ms              alike
        availability         100 %    100 %              alike

        Only in A: mesh at workload.rate_per_s = 100.

        Only in B: mesh at workload.rate_per_s = 300.

        A and B are medians of the valid trials compared; B / A is the ratio of
        geometric means (B - A where a value is 0) with its 95 % interval, given from 3
        valid trials of each on. * the interval excludes "no change".
        """

    @Test func `a repetition of one folder only counts on neither side of a pair`() throws {
        let text = try compare(
            fixture([1000, 2000, 3000]), fixture([1000, 2000, 3000, 9000, 9000])
        ).text(width: 80)
        #expect(text.contains("Student's t, 3 pairs)\n"))
        #expect(text.contains(/response p99 +2\.00 ms +2\.00 ms +alike\n/))
    }

    @Test func `other plans are compared by Welch's t, and overlapping spreads show nothing`()
        throws
    {
        let text = try compare(
            fixture([1000, 2000, 3000]), fixture([1100, 2210, 3290], plan: "x")
        ).text(width: 80)
        #expect(
            text.contains(
                "(not paired: seeds or plan hashes differ; Welch's t, 3 and 3 trials)\n"))
        #expect(text.contains(/response p99 +2\.00 ms +2\.21 ms +1\.10 \([0-9.]+\)\n/))
        #expect(!text.contains("  *\n"))
    }

    @Test func `without three valid trials there are values and no interval`() throws {
        let text = try compare(fixture([1000, 1000]), fixture([2000, 2000])).text(width: 80)
        #expect(text.contains("agree; 2 pairs: no interval)\n"))
        #expect(text.contains(/response p99 +1\.00 ms +2\.00 ms +2\.00\n/))
    }

    @Test func `a folder without a valid trial is named`() throws {
        let invalid = ["valid": "false"]
        func text(_ a: [String: String], _ b: [String: String]) throws -> String {
            try compare(fixture([1000], changes: a), fixture([2000], changes: b)).text(width: 80)
        }
        let cell = "mesh at workload.rate_per_s = 100\n"
        #expect(try text([:], invalid).contains(cell + "no valid trial in B\n"))
        #expect(try text(invalid, [:]).contains(cell + "no valid trial in A\n"))
        #expect(try text(invalid, invalid).contains(cell + "no valid trial in A and B\n"))
    }

    @Test func `a time of 0 has a difference and no ratio`() throws {
        let text = try compare(
            fixture([1, 1, 1], changes: ["recover_s": "0"]),
            fixture([1, 1, 1], changes: ["recover_s": "0.5"])
        ).text(width: 80)
        #expect(
            text.contains(/recovered after +0 s +500 ms +\+500 ms \(\+500 ms\.\.\+500 ms\) +\*/))
    }

    @Test func `folders with nothing in common say so`() throws {
        let comparison = try compare(fixture([1], rates: [100]), fixture([1], rates: [200]))
        #expect(!comparison.hasCells)
        #expect(
            comparison.text(width: 80).contains(
                "\nThe folders have no topology and sweep point in common: nothing is compared.\n"))
    }

    @Test
    func `no line is wider than asked for`() throws {
        let text = try compare(fixture([1000, 2000, 3000]), fixture([1, 2, 2000])).text(width: 80)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test func `as data every number stands by its name`() throws {
        let json = try compare(fixture([1000, 2000, 4000]), fixture([2000, 4000, 8000])).json
        #expect(json["only_in_a"] == .array([]))
        let cells = try #require(json["cells"]?.arrayValue)
        #expect(cells.count == 2)
        let cell = try #require(cells.first)
        #expect(cell["topology"] == .string("mesh"))
        #expect(cell["levels"]?["workload.rate_per_s"] == .string("100"))
        #expect(cell["paired"] == .boolean(true))
        let tail = try #require(
            cell["measures"]?.arrayValue?.first { $0["measure"] == .string("response_p99_us") })
        #expect(tail["a"] == .number(2000))
        #expect(tail["b"] == .number(4000))
        #expect(tail["method"] == .string("Student's t, 3 pairs"))
        #expect(tail["differs"] == .boolean(true))
        #expect(tail["difference_interval"]?.arrayValue?.count == 2)
    }
}
