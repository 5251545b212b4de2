import Measurement
import Testing

@Suite("Expectations")
struct ExpectationTests {
    private static let header =
        "trial,topology,repetition,nodes,participants.count,topology.mesh.replicas,measure_s,"
        + "availability,p99,valid\n"

    private static func judge(_ text: String, _ rows: String) throws -> ExpectationJudgement {
        ExpectationJudgement(
            try ResultExpectation(parsing: text),
            in: try CSVTable(parsing: header + rows, file: "trials.csv"))
    }

    @Test(
        "Every form is read",
        arguments: [
            ("mesh.availability >= 0.9", "mesh", "availability", ">=", 0.9, nil),
            ("client-server.p99<2e3", "client-server", "p99", "<", 2_000, nil),
            ("a.b == 1 * c-d.e", "a", "b", "==", 1, "c-d.e"),
            ("a.b > c.d", "a", "b", ">", 1, "c.d"),
            (" a.b  <=  0.5*c.d ", "a", "b", "<=", 0.5, "c.d"),
        ])
    func forms(
        text: String, label: String, column: String, comparison: String, number: Double,
        right: String?
    ) throws {
        let expectation = try ResultExpectation(parsing: text)
        #expect(expectation.left == .init(label: label, column: column))
        #expect(expectation.comparison.rawValue == comparison)
        #expect(expectation.number == number)
        #expect(expectation.right.map { "\($0.label).\($0.column)" } == right)
    }

    @Test(
        "Anything else is refused",
        arguments: [
            "", "mesh >= 1", "mesh.a", "mesh.a >= ", "mesh.a >= x", "mesh.a => 1",
            "mesh.a >= 1 * 2",
            "mesh.a >= 1 * b.c * d.e", ".a >= 1", "mesh. >= 1", "mesh.a >= inf", "mesh.a >= nan",
            "mesh.a != 1", "m esh.a >= 1", "1 <= mesh.a",
        ])
    func refused(text: String) {
        #expect(throws: ExpectationProblem.form) { try ResultExpectation(parsing: text) }
    }

    @Test("It holds by the median over the valid repetitions, at every point")
    func medians() throws {
        let rows = """
            1,mesh,1,5,4,,8,0.8,1,true
            2,mesh,2,5,4,,8,0.9,1,true
            3,mesh,3,5,4,,8,1.0,1,true
            4,mesh,4,5,4,,8,0.1,1,false
            5,mesh,1,9,8,,8,0.85,1,true

            """
        let judgement = try Self.judge("mesh.availability >= 0.9", rows)
        #expect(
            judgement.points.map(\.title) == ["participants.count = 4", "participants.count = 8"])
        #expect(judgement.points.map(\.left) == [0.9, 0.85])
        #expect(judgement.points.map(\.holds) == [true, false])
        #expect(!judgement.isMet)
        #expect(try Self.judge("mesh.availability >= 0.85", rows).isMet)
    }

    @Test("A point without a valid trial or without a value fails; no row is no success")
    func missing() throws {
        #expect(try !Self.judge("mesh.availability >= 0", "1,mesh,1,5,4,,8,1,1,false\n").isMet)
        #expect(try !Self.judge("mesh.p99 >= 0", "1,mesh,1,5,4,,8,1,,true\n").isMet)
        #expect(try !Self.judge("mesh.p99 >= 0", "").isMet)
    }

    @Test("What no valid trial speaks of is undecided, unless another point is against it")
    func undecided() throws {
        let invalid = "1,mesh,1,5,4,,8,1,1,false\n"
        #expect(try Self.judge("mesh.availability >= 0", invalid).verdict == .undecided)
        #expect(try Self.judge("mesh.availability >= 0", "").verdict == .undecided)
        let rows = invalid + "2,mesh,1,9,8,,8,0.9,1,true\n"
        #expect(try Self.judge("mesh.availability >= 0.8", rows).verdict == .undecided)
        #expect(try Self.judge("mesh.availability >= 0.95", rows).verdict == .notMet)
        #expect(try Self.judge("mesh.p99 >= 0", "1,mesh,1,5,4,,8,1,,true\n").verdict == .notMet)
    }

    @Test("The other side is taken at the same point; a factor of one arm binds that arm alone")
    func otherArm() throws {
        let rows = """
            1,central,1,5,4,,8,1,10,true
            2,mesh,1,4,4,1,8,1,20,true
            3,mesh,1,4,4,2,8,1,40,true
            4,central,1,9,8,,8,1,100,true
            5,mesh,1,8,8,1,8,1,200,true
            6,mesh,1,8,8,2,8,1,150,true

            """
        let judgement = try Self.judge("mesh.p99 <= 2 * central.p99", rows)
        #expect(judgement.points.map(\.right) == [20, 20, 200, 200])
        #expect(judgement.points.map(\.holds) == [true, false, true, true])
        var narrowed = try ResultExpectation(parsing: "mesh.p99 <= 2 * central.p99")
        narrowed.conditions = [.init(path: "participants.count", value: "8")]
        let there = ExpectationJudgement(
            narrowed, in: try CSVTable(parsing: Self.header + rows, file: "trials.csv"))
        #expect(there.points.map(\.holds) == [true, true])
    }
}
