import Testing

@testable import Report

struct HTMLReportTests {
    private func html(_ fixture: Fixture, facts: RunFacts = Fixture.facts) throws -> String {
        HTMLReport.html(try fixture.tables(), facts: facts)
    }

    /// The page's text in reading order, without marks.
    private func headings(_ html: String) -> [String] {
        html.matches(of: /<h[12]>([^<]*)</).map { String($0.output.1) }
    }

    @Test func `sections stand in reading order`() throws {
        #expect(
            headings(try html(.quickstart)) == [
                "What happens to everybody else when one provider dies?", "What was found",
                "Side by side", "Pictures", "Can these numbers be believed?",
                "How to reproduce",
                "What these numbers do not show",
            ])
    }

    @Test func `the page needs nothing from outside`() throws {
        let html = try html(.quickstart)
        #expect(!html.contains("<script"))
        #expect(!html.contains("http"))
        #expect(!html.contains("url("))
        #expect(html.contains("<code>topolab run quickstart --seed 7</code>"))
        #expect(html.contains("prefers-color-scheme: dark"))
    }

    @Test func `every finding of the terminal stands in the page`() throws {
        let results = try Fixture.quickstart.tables()
        let html = HTMLReport.html(results, facts: Fixture.facts)
        for point in SweepPoint.all(in: results.trials) {
            for sentence in Findings(point: point, results: results).sentences {
                #expect(html.contains("<li>\(sentence)</li>"))
            }
        }
    }

    @Test func `every picture has a title and a description of its own`() throws {
        let html = try html(.quickstart)
        let images = html.matches(of: /role="img" aria-labelledby="([^ ]+) ([^"]+)"/)
        #expect(images.count == 3)
        for image in images {
            #expect(html.contains("<title id=\"\(image.output.1)\">"))
            #expect(html.contains("<desc id=\"\(image.output.2)\">"))
        }
    }

    @Test func `names cannot break out of the page`() throws {
        var fixture = Fixture()
        fixture.addTrial("1", "<b>&\u{7}\"x\"", measured: Fixture.mesh)
        let html = try html(fixture)
        #expect(!html.contains("<b>"))
        #expect(html.contains("&lt;b&gt;&amp;\u{FFFD}&quot;x&quot;"))
        #expect(TagBalance.problem(in: html) == nil)
    }

    @Test func `an invalid trial is marked with its reasons`() throws {
        var fixture = Fixture.quickstart
        fixture.trials[1]["valid"] = "false"
        fixture.trials[1]["invalid_because"] = "generator_rate"
        let html = try html(fixture)
        #expect(html.contains("<span class=\"warning\">not valid</span>"))
        #expect(html.contains("1 of 2 trials is invalid: kept in the files, and not averaged in."))
        #expect(
            html.contains(
                "<li>Trial 2 (mesh, repetition 1): generator_rate: more than 0.5 % of the planned "
                    + "operations were not sent in time</li>"))
        #expect(html.contains("<td>no: generator_rate</td>"))
    }

    @Test func `an untraced run says how to trace`() throws {
        #expect(
            try html(.quickstart).contains(
                "Run again with --trace to see single operations, message by message."))
    }

    @Test func `a traced run draws its ladders`() throws {
        var fixture = Fixture.quickstart
        fixture.addMessage("1", (0, 1), "client-0", "server-0", "get", sent: 5, received: 4_005)
        fixture.addMessage(
            "1", (0, 1), "server-0", "client-0", "value", sent: 4_100, received: 8_200)
        fixture.addMessage(
            "2", (3, 9), "peer-1", "peer-3", "put", sent: 4_000_500_000, received: nil,
            fate: "reset")
        let html = try html(fixture)
        #expect(html.contains("<strong>One get</strong>"))
        #expect(html.contains(">8.20 µs</text>") || html.contains(">8.19 µs</text>"))
        #expect(html.contains("No traced operation of this kind in mesh."))
        #expect(html.contains("<strong>The operation that met the fault</strong>"))
        #expect(html.contains(">put: reset</text>"))
        #expect(TagBalance.problem(in: html) == nil)
    }

    @Test func `nodes too many for bars become columns`() throws {
        var fixture = Fixture.quickstart
        for node in 0..<200 { fixture.addNode("2", "peer-\(node + 100)", served: node + 1) }
        let html = try html(fixture)
        #expect(html.contains(">202 nodes, busiest first</text>"))
        #expect(html.contains(">1 node served none: client-0</text>"))
    }

    @Test(arguments: Shape.all)
    func `the page is well-formed whatever the data`(shape: Shape) throws {
        let html = try html(shape.fixture, facts: Fixture.facts(repetitions: shape.repetitions))
        #expect(TagBalance.problem(in: html) == nil)
        let ids = html.matches(of: /[ ]id="([^"]+)"/).map { String($0.output.1) }
        #expect(Set(ids).count == ids.count)
        #expect(!html.contains("nan") && !html.contains("inf "))
    }
}

/// Data as it may come: few or many arms, repetitions and nodes, with gaps.
struct Shape: CustomTestStringConvertible {
    let testDescription: String
    let arms: Int
    let repetitions: Int
    let nodes: Int
    var measured = Fixture.mesh
    var isTimed = true
    var isStruck = true

    static let all = [
        Shape(testDescription: "one arm", arms: 1, repetitions: 1, nodes: 1),
        Shape(testDescription: "seven arms", arms: 7, repetitions: 1, nodes: 16),
        Shape(testDescription: "repetitions", arms: 2, repetitions: 5, nodes: 16),
        Shape(testDescription: "many nodes", arms: 2, repetitions: 1, nodes: 1_000),
        Shape(testDescription: "no fault", arms: 2, repetitions: 1, nodes: 3, isStruck: false),
        Shape(
            testDescription: "nothing ok", arms: 2, repetitions: 1, nodes: 3,
            measured: [
                "planned": "9", "ok": "0", "failed": "9", "node_down": "0", "valid": "true",
            ]),
        Shape(
            testDescription: "empty cells", arms: 2, repetitions: 3, nodes: 0, measured: [:],
            isTimed: false),
    ]

    var fixture: Fixture {
        var fixture = Fixture()
        for repetition in 1...repetitions {
            for arm in 0..<arms {
                let trial = "\(repetition)-\(arm)"
                fixture.addTrial(
                    trial, "arm-\(arm)", repetition: repetition, measured: measured)
                if isStruck { fixture.addFault(trial, "arm-\(arm)", node: "n-0") }
                if isTimed { fixture.addTimeline(trial, okInOutage: 100 * arm, downInOutage: 9) }
                for node in 0..<nodes { fixture.addNode(trial, "n-\(node)", served: node) }
            }
        }
        return fixture
    }
}

/// A check that tags are closed in the order in which they were opened.
enum TagBalance {
    /// What is wrong first; nil if nothing is.
    static func problem(in html: String) -> String? {
        var open: [Substring] = []
        for match in html.matches(of: /<(\/?)([A-Za-z!][A-Za-z0-9]*)((?:[^"<>]|"[^"<]*")*?)(\/?)>/)
        {
            let (_, slash, name, _, closed) = match.output
            if name.hasPrefix("!") || !closed.isEmpty { continue }
            if slash.isEmpty {
                open.append(name)
            } else if open.popLast() != name {
                return "</\(name)> closes nothing"
            }
        }
        return open.last.map { "<\($0)> is never closed" }
    }
}
