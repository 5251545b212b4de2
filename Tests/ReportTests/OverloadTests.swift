import Testing

@testable import Report

extension Fixture {
    /// 100 ms rows of 3 s of measurement, with as many in flight and failed as said.
    fileprivate mutating func addTimeline(
        _ trial: String, inFlight: (Int) -> Int, failed: (Int) -> Int = { _ in 0 }
    ) {
        for step in 0..<30 {
            timeline.append([
                "trial": trial, "start_s": "\(Double(step) / 10)", "planned": "40",
                "ok": "\(40 - failed(step))", "failed": "\(failed(step))", "node_down": "0",
                "in_flight": "\(inFlight(step))",
            ])
        }
    }

    /// One trial of 400 operations a second of which 380 are answered.
    fileprivate static func behind(
        inFlight: (Int) -> Int, failed: (Int) -> Int = { _ in 0 }, throughput: String = "380"
    ) -> Fixture {
        var fixture = Fixture()
        fixture.addTrial(
            "1", "mesh", measured: Fixture.mesh,
            changes: ["offered_per_s": "400", "throughput_per_s": throughput])
        fixture.addTimeline("1", inFlight: inFlight, failed: failed)
        return fixture
    }
}

@Suite("Offered more than it can do")
struct OverloadTests {
    private func findings(_ fixture: Fixture) throws -> [String] {
        let results = try fixture.tables()
        let point = try #require(SweepPoint.all(in: results.trials).first)
        return point.arms.compactMap { OverloadFinding($0, in: results)?.sentence }
    }

    private let consequence =
        "the queue grows for as long as the run lasts, so its percentiles depend on measure_s."

    @Test func `from a utilisation of 1 on an arm is overloaded, and both reports say so`() throws {
        var fixture = Fixture.quickstart
        fixture.trials[0]["utilisation"] = "1.8"
        fixture.trials[1]["utilisation"] = "1"
        let sentences = [
            "client-server was offered 1.80 times what its provider can serve: \(consequence)",
            "mesh was offered 1.00 times what its busiest provider can serve: \(consequence)",
        ]
        #expect(try findings(fixture) == sentences)
        let text = TerminalReport.text(
            try fixture.tables(), facts: Fixture.facts, width: 200, color: false)
        #expect(text.contains("- \(sentences[0])\n- \(sentences[1])\n"))
        #expect(text.contains(try Regex("busiest provider's load +180 % +100 %\n")))
        fixture.trials[0]["utilisation"] = "0.999"
        fixture.trials[1]["utilisation"] = ""
        #expect(try findings(fixture) == [])
    }

    @Test func `without service times it shows in a throughput that falls ever further behind`()
        throws
    {
        let sentence = "mesh was overloaded (380 of 400 op/s, and ever fewer in time): "
        #expect(try findings(.behind(inFlight: { 10 * $0 })) == [sentence + consequence])
        #expect(
            try findings(.behind(inFlight: { _ in 80 }, failed: { $0 / 3 }))
                == [sentence + consequence])
    }

    @Test
    func `a queue that stays as it is, a throughput that keeps up, a fault and losses are none`()
        throws
    {
        #expect(try findings(.behind(inFlight: { _ in 80 }, failed: { _ in 2 })) == [])
        #expect(try findings(.behind(inFlight: { 10 * $0 }, throughput: "399")) == [])
        var struck = Fixture.behind(inFlight: { 10 * $0 })
        struck.addFault("1", "mesh", node: "peer-3")
        #expect(try findings(struck) == [])
        var lossy = Fixture.behind(inFlight: { 10 * $0 })
        lossy.addNode("1", "peer-3", served: 100)
        #expect(try findings(lossy).count == 1)
        lossy.nodes[0]["link_loss_asked"] = "0.02"
        #expect(try findings(lossy) == [])
    }

    @Test func `of a sweep the points are named at which it holds`() throws {
        var fixture = Fixture.sweep
        for row in fixture.trials.indices where fixture.trials[row]["topology"] == "client-server" {
            let rate = Double(fixture.trials[row]["workload.rate_per_s"] ?? "") ?? 0
            fixture.trials[row]["utilisation"] = "\(rate / 250)"
        }
        let results = try fixture.tables()
        let sweep = Sweep(SweepPoint.all(in: results.trials))
        #expect(
            SweepFindings(sweep: sweep, results: results).sentences.contains(
                "client-server was overloaded at workload.rate_per_s = 300 (1.20 times what its "
                    + "provider can serve) and workload.rate_per_s = 400 (1.60 times what its "
                    + "provider can serve): \(consequence)"))
    }
}
