import Testing
import Theory

@Suite("Laws asked wrongly")
struct LawProblemTests {
    private func problem(_ name: String, _ words: String...) throws -> LawProblem? {
        let law = try #require(Law.all.first { $0.name == name })
        do throws(LawProblem) {
            _ = try law.answer(to: words)
            return nil
        } catch {
            return error
        }
    }

    private func parameter(_ name: String, of law: String) throws -> Parameter {
        let law = try #require(Law.all.first { $0.name == law })
        return try #require(
            law.questions.flatMap(\.parameters).first { $0.name == name })
    }

    @Test("A word that is no assignment")
    func notAnAssignment() throws {
        #expect(try problem("mm1", "0.8") == .notAnAssignment("0.8"))
        #expect(try problem("mm1", "=0.8") == .notAnAssignment("=0.8"))
    }

    @Test("A key that no question has, with those that there are")
    func unknown() throws {
        #expect(
            try problem("mm1", "load=0.8")
                == .unknown("load", known: ["utilisation", "service_ms", "rate_per_s"]))
        #expect(
            try problem("mg1", "service_min=1")
                == .unknown(
                    "service_min",
                    known: [
                        "utilisation", "scv", "service_ms", "low_ms", "high_ms", "high_share",
                    ]))
        // What is no time has no units to choose from.
        let known = ["keys", "exponent", "providers"]
        #expect(try problem("zipf", "keys_ms=1") == .unknown("keys_ms", known: known))
    }

    @Test("What is required and not given")
    func missing() throws {
        let utilisation = try parameter("utilisation", of: "mm1")
        #expect(try problem("mm1") == .missing([utilisation]))
        let scv = try parameter("scv", of: "mg1")
        #expect(try problem("mg1", "utilisation=0.5") == .missing([scv]))
        let share = try parameter("high_share", of: "mg1")
        #expect(
            try problem("mg1", "utilisation=0.5", "low_ms=1", "high_ms=2") == .missing([share]))
    }

    @Test("The same twice, under whatever unit; and what does not go together")
    func together() throws {
        #expect(
            try problem("mm1", "utilisation=0.5", "service_ms=1", "service_us=1")
                == .givenTwice("service_ms"))
        #expect(
            try problem("mg1", "utilisation=0.5", "scv=1", "low_ms=1")
                == .notTogether("scv", "low_ms"))
    }

    @Test(
        "A value that is no number of the kind",
        arguments: ["high", "", "nan", "inf", "0x1p-1", "1e999", "0,8"])
    func badValue(text: String) throws {
        #expect(
            try problem("mm1", "utilisation=\(text)")
                == .badValue(text, key: "utilisation", parameter("utilisation", of: "mm1")))
    }

    @Test("Whole numbers, lists and pairs are held to their form")
    func forms() throws {
        #expect(
            try problem("mva", "clients=2.5")
                == .badValue("2.5", key: "clients", parameter("clients", of: "mva")))
        for text in ["1,,2", "", "1;2"] {
            #expect(
                try problem("jain", "values=\(text)")
                    == .badValue(text, key: "values", parameter("values", of: "jain")))
        }
        for text in ["1:2,3", "1:2:3", ":", "1"] {
            #expect(
                try problem("usl", "points=\(text)")
                    == .badValue(text, key: "points", parameter("points", of: "usl")))
        }
    }

    @Test("A number outside its limits, which are those of the law's own unit")
    func outOfRange() throws {
        let utilisation = try parameter("utilisation", of: "mm1")
        for text in ["1", "-0.1", "1e9"] {
            #expect(
                try problem("mm1", "utilisation=\(text)")
                    == .outOfRange(text, key: "utilisation", utilisation))
        }
        #expect(
            try problem("mm1", "utilisation=0.5", "service_s=10000000")
                == .outOfRange(
                    "10000000", key: "service_s", parameter("service_ms", of: "mm1")))
        #expect(
            try problem("jain", "values=1,-2,3")
                == .outOfRange("-2", key: "values", parameter("values", of: "jain")))
    }

    @Test("Numbers that have no answer together")
    func noAnswer() throws {
        #expect(
            try problem("stall", "stall_s=31", "utilisation=0.5")
                == .noAnswer(.backlogOutlasts(seconds: 62, measuredSeconds: 60)))
        #expect(try problem("stall", "rate_per_s=0.01") == .noAnswer(.noRequest))
        #expect(
            try problem("mg1", "utilisation=0.5", "low_ms=3", "high_ms=2", "high_share=0.5")
                == .noAnswer(.lowAboveHigh(low: 3, high: 2)))
        #expect(
            try problem("usl", "points=1:1,2:2") == .noAnswer(.tooFewPoints(count: 2, needed: 6)))
        #expect(try problem("jain", "values=0,0") == .noAnswer(.allZero))
        #expect(
            try problem("key-loss", "nodes=20", "killed=30")
                == .noAnswer(.tooMany("killed", 30, of: "nodes", 20)))
        #expect(
            try problem("replicas", "availability=0.9", "replicas=3", "needed=4")
                == .noAnswer(.tooMany("needed", 4, of: "replicas", 3)))
    }
}
