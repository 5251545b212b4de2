import Testing

@testable import Report

/// What is said of each kind of fault follows from what it does.
struct FaultSentenceTests {
    private func findings(_ fixture: Fixture) throws -> [String] {
        let results = try fixture.tables()
        let point = try #require(SweepPoint.all(in: results.trials).first)
        return Findings(point: point, results: results).sentences
    }

    /// A mesh of peers that met these faults, some of whose operations found their own user down.
    private func mesh(
        _ faults: [(action: String, node: String, applied: String, healed: String)],
        down: [String] = []
    ) -> Fixture {
        var fixture = Fixture()
        fixture.addTrial(
            "1", "mesh", measured: Fixture.mesh, changes: ["outage_availability": "1"])
        for peer in 0..<10 {
            fixture.addNode(
                "1", "peer-\(peer)", served: 10, down: down.contains("peer-\(peer)") ? 5 : 0)
        }
        for fault in faults {
            fixture.addFault(
                "1", "mesh", node: fault.node, action: fault.action, applied: fault.applied,
                healed: fault.healed)
        }
        return fixture
    }

    @Test func `who joins went down with nothing, and has nothing to undo`() throws {
        var fixture = mesh(
            [("join", "peer-8", "1", ""), ("join", "peer-9", "1", "")], down: ["peer-8", "peer-9"])
        fixture.placement = [["trial": "1", "key": "0", "holders": "peer-8 peer-2"]]
        #expect(
            try findings(fixture).first
                == "In mesh, peer-8 and peer-9 joined at 1.0 s: every one of the operations "
                + "intended meanwhile succeeded.")
        #expect(try !findings(fixture).contains { $0.hasPrefix("Whoever was hit") })
    }

    @Test func `a restart is a moment and not undone`() throws {
        #expect(
            try findings(mesh([("restart", "peer-3", "1.0004", "1.0004")])).first?.hasPrefix(
                "In mesh, peer-3 was restarted at 1.0 s: ") == true)
    }

    @Test func `every absence of churn is counted, however close to another`() throws {
        let fixture = mesh([
            ("churn", "peer-1", "1", "2"), ("churn", "peer-2", "1.02", "3"),
            ("churn", "peer-3", "1.5", "2"), ("churn", "peer-1", "4", "5"),
            ("churn", "peer-4", "4.01", ""),
        ])
        #expect(
            try findings(fixture).first?.hasPrefix(
                "In mesh, peer-1 went down (churn) at 1.0 s (undone at 2.0 s); peer-2 went down "
                    + "(churn) at 1.02 s (undone at 3.0 s); peer-3 went down (churn) at 1.5 s "
                    + "(undone at 2.0 s); 2 more absences followed: ") == true)
        let results = try fixture.tables()
        let drawn = Drawn.choose(SweepPoint.all(in: results.trials)[0], results: results)
        #expect(
            FaultBand.all(drawn: drawn, results: results).map(\.label)
                == ["churn: 4 nodes, 5 absences"])
    }

    @Test func `whoever is cut off may be the first to notice`() throws {
        var fixture = mesh([("isolate", "peer-3", "4", "6")])
        fixture.noticed = [(at: "4.2", by: "peer-3")]
        #expect(
            try findings(fixture).contains(
                "The fault was first noticed after 1.30 ms in mesh (by one that was cut off)."))
        // A later fault is not the one that detect_s is about.
        fixture.addFault(
            "1", "mesh", node: "peer-5", action: "restart", fault: "1", applied: "7", healed: "7")
        fixture.noticed = [(at: "4.2", by: "peer-3"), (at: "7.01", by: "peer-6")]
        #expect(
            try findings(fixture).contains(
                "The first fault (isolate at 4.0 s) was first noticed after 1.30 ms in mesh (by one that was cut off)."
            ))
        fixture.noticed = [(at: "4.2", by: "peer-4")]
        #expect(
            try findings(fixture).contains(
                "The first fault (isolate at 4.0 s) was first noticed by another node after 1.30 ms in "
                    + "mesh."))
    }

    @Test func `of several faults it is said which one was noticed and recovered from`() throws {
        let one = mesh([("delay", "peer-1", "4", "5"), ("delay", "peer-2", "4", "5")])
        var fixture = one
        fixture.addFault(
            "1", "mesh", node: "peer-1", action: "pause", fault: "1", applied: "7", healed: "8")
        func titles(_ fixture: Fixture) throws -> [String] {
            let results = try fixture.tables()
            return ComparisonTable(SweepPoint.all(in: results.trials)[0], results: results).rows
                .map(\.metric.title).filter { $0.contains("after") }
        }
        #expect(try titles(one) == ["fault noticed after", "recovered after"])
        #expect(
            try titles(fixture) == ["first fault noticed after", "recovered after first fault"])
        #expect(
            try findings(fixture).contains(
                "Share of good answers after the first fault (delay at 4.0 s), up to the next: mesh "
                    + "never fell below its level before the fault."))
        let html = HTMLReport.html(try fixture.tables(), facts: Fixture.facts)
        #expect(
            html.contains(
                "by the first living node (detect_s); this is of the first fault (delay at 4.0 s): "
                    + "the others are in faults.csv</span>"))
        // All that befell a node stands beside its bar.
        #expect(html.contains(">10 · delayed, paused</text>"))
        #expect(html.contains(">10 · delayed</text>"))
    }

    @Test func `shades end where the panels do, and leave their titles alone`() throws {
        let html = HTMLReport.html(try Fixture.quickstart.tables(), facts: Fixture.facts)
        let edges = html.matches(
            of: /y1="([0-9.]+)" x2="[0-9.]+" y2="([0-9.]+)" class="fault-edge"/)
        let titles = html.matches(of: /y="([0-9.]+)" class="strong"/)
            .compactMap { Double($0.output.1) }
        #expect(edges.count == 6 && titles.count >= 3)
        for edge in edges {
            let (top, bottom) = (Double(edge.output.1) ?? 0, Double(edge.output.2) ?? 0)
            #expect(bottom - top == 140)
            #expect(!titles.prefix(3).contains { top < $0 && $0 < bottom })
        }
    }

    /// The label of a partition of eight nodes in arms of these names.
    private func partition(_ arms: [String]) throws -> [String] {
        var fixture = Fixture()
        for (index, arm) in arms.enumerated() {
            fixture.addTrial("\(index)", arm, measured: Fixture.mesh)
            for node in 0..<8 {
                fixture.addFault("\(index)", arm, node: "client-\(node)", action: "partition")
            }
        }
        let results = try fixture.tables()
        let drawn = Drawn.choose(SweepPoint.all(in: results.trials)[0], results: results)
        return FaultBand.all(drawn: drawn, results: results).map(\.label)
    }

    @Test func `a fault's label in a chart is as full as its room allows`() throws {
        #expect(
            try partition(["client-server", "mesh"]) == [
                "partition: client-0, client-1 and 6 more (client-server) and client-0, client-1 "
                    + "and 6 more (mesh), from 4.0 s to 6.0 s"
            ])
        let long = (1...4).map { "mesh with a longer name, replicas = \($0)" }
        #expect(
            try partition(long)
                == ["partition: 8 nodes in each of 4 arms, from 4.0 s to 6.0 s"])
    }
}
