import Testing

@testable import Report

struct LadderTests {
    private func choice(_ fixture: Fixture) throws -> [LadderChoice.Row] {
        let results = try fixture.tables()
        let point = try #require(SweepPoint.all(in: results.trials).first)
        return LadderChoice(
            drawn: Drawn.choose(point, results: results),
            messages: try #require(results.messages), faults: results.faults,
            placement: results.placement
        ).rows
    }

    /// A get that both arms answered, one only client-server did, and background noise.
    private var traced: Fixture {
        var fixture = Fixture.quickstart
        fixture.addMessage(
            "1", (0, 0), "client-0", "server-0", "ping", sent: 0, received: 1,
            messageClass: "background")
        for (operation, start) in [((0, 1), 1_000), ((5, 2), 9_000)] {
            fixture.addMessage(
                "1", operation, "client-0", "server-0", "get", sent: start, received: start + 40)
            fixture.addMessage(
                "1", operation, "server-0", "client-0", "value", sent: start + 50,
                received: start + 90)
        }
        fixture.addMessage("2", (5, 2), "peer-5", "peer-7", "get", sent: 9_100, received: 9_200)
        fixture.addMessage("2", (5, 2), "peer-7", "peer-5", "value", sent: 9_210, received: 9_300)
        return fixture
    }

    @Test func `the same operation is shown in every arm where there is one`() throws {
        let row = try #require(try choice(traced).first)
        #expect(row.title == "One get")
        #expect(row.operations.map { $0?.sequence } == ["2", "2"])
        #expect(row.isShared)
    }

    @Test func `the operation whose message a struck node lost met the fault`() throws {
        var fixture = traced
        let fault = 4_000_400_000
        fixture.addMessage(
            "2", (8, 1), "peer-8", "peer-3", "get", sent: fault - 50_000, received: nil,
            fate: "lost")
        fixture.addMessage(
            "2", (9, 1), "peer-9", "peer-3", "get", sent: fault - 20_000, received: nil,
            fate: "lost")
        fixture.addMessage(
            "2", (9, 1), "peer-9", "peer-4", "get", sent: fault + 20_000, received: fault + 60_000)
        fixture.addMessage(
            "2", (9, 1), "peer-4", "peer-9", "value", sent: fault + 70_000,
            received: fault + 90_000)
        let row = try #require(try choice(fixture).last)
        #expect(row.title == "The operation that met the fault")
        #expect(row.operations.map { $0?.participant } == [nil, "9"])
        #expect(!row.isShared)
    }

    @Test func `where none met the fault, one that it turned aside is not called so`() throws {
        var fixture = traced
        for (kind, from, to, sent) in [
            ("get", "peer-9", "peer-4", 4_500_000_000),
            ("value", "peer-4", "peer-9", 4_500_050_000),
        ] {
            fixture.addMessage("2", (9, 7), from, to, kind, sent: sent, received: sent + 40_000)
        }
        fixture.messages = (fixture.messages ?? []).map { $0.merging(["key": "3"]) { $1 } }
        let row = try #require(try choice(fixture).last)
        #expect(row.title == "An operation that the fault turned aside")
        #expect(row.operations.map { $0?.participant } == [nil, "9"])
    }

    @Test func `without a fault none is looked for`() throws {
        var fixture = traced
        fixture.faults = []
        #expect(try choice(fixture).map(\.title) == ["One get"])
    }

    @Test func `moments keep their order and a distance that labels need`() throws {
        var fixture = traced
        fixture.addMessage(
            "1", (0, 1), "client-0", "server-0", "again", sent: 1_000, received: 1_000)
        fixture.addMessage(
            "1", (0, 1), "client-0", "server-0", "late", sent: 500_000_000, received: nil)
        let results = try fixture.tables()
        let messages = try #require(results.messages)
        let operation = try #require(TracedOperation.all(in: messages, trial: "1").first)
        let layout = LadderLayout(operation, faults: [], top: 10)
        #expect(layout.rows.count == 7)
        for (row, next) in zip(layout.rows, layout.rows.dropFirst()) {
            #expect(row.nanoseconds <= next.nanoseconds)
            #expect(next.y - row.y >= LadderLayout.smallestGap)
            #expect(next.y - row.y <= LadderLayout.largestGap)
        }
        #expect(
            layout.rows.map(\.isAfterBreak) == [false, false, false, false, false, false, true])
    }

    @Test func `a fault that strikes while an operation is open has a row of its own`() throws {
        var fixture = Fixture.quickstart
        fixture.addMessage(
            "2", (8, 1), "peer-8", "peer-3", "get", sent: 4_000_000_000, received: nil)
        let results = try fixture.tables()
        let messages = try #require(results.messages)
        let operation = try #require(TracedOperation.all(in: messages, trial: "2").first)
        let faults = FaultEvent.all(in: results.faults, trial: "2")
        let layout = LadderLayout(operation, faults: faults, top: 0)
        #expect(
            layout.rows.map(\.event) == [.sent(0), .struck(node: "peer-3", action: "kill")])
    }

    @Test func `labels are spread without leaving their bounds`() {
        #expect(LabelColumn.spread([10, 12, 50], gap: 20, from: 0, to: 100) == [10, 30, 50])
        #expect(LabelColumn.spread([95, 90, 99], gap: 20, from: 0, to: 100) == [80, 60, 100])
    }

    @Test func `a logarithmic scale ends at round values and keeps zero at its start`() throws {
        let scale = try #require(Scale.logarithmic(covering: [0, 30, 700], from: 0, to: 100))
        #expect(scale.low.rounded() == 20)
        #expect(scale.high.rounded() == 1000)
        #expect(scale.position(0) == 0)
        #expect(scale.ticks(8).map { $0.rounded() } == [20, 50, 100, 200, 500, 1000])
        #expect(Scale.logarithmic(covering: [0, 0], from: 0, to: 1) == nil)
    }

    @Test(arguments: [
        ([30, 400], [20, 100, 500]), ([40], [20, 50]), ([3, 40], [2, 10, 50]),
        ([40, 4_000], [100, 1_000]), ([1, 1e8], [1, 1e3, 1e6]),
    ])
    func `few ticks on a logarithmic scale are two at least`(values: [Double], ticks: [Double])
        throws
    {
        let scale = try #require(Scale.logarithmic(covering: values, from: 0, to: 100))
        #expect(scale.ticks(4).map { $0.rounded() } == ticks)
    }

    @Test func `a linear scale has round ticks`() {
        #expect(
            Scale.linear(-1, 8, from: 0, to: 1).ticks(10) == [-1, 0, 1, 2, 3, 4, 5, 6, 7, 8])
        #expect(Scale.linear(0, 23_921, from: 0, to: 1).ticks(4) == [0, 10_000, 20_000])
    }
}
