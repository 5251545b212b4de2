import Testing
import Theory

@Suite("Laws by name")
struct LawTests {
    private func law(_ name: String) throws -> Law {
        try #require(Law.all.first { $0.name == name })
    }

    private func value(_ row: String, _ name: String, _ words: String...) throws -> Double {
        let rows = try law(name).answer(to: words).rows
        return try #require(rows.first { $0.name == row }, "\(rows.map(\.name))").value
    }

    @Test("Names, and names of parameters within a question, are unique")
    func names() {
        let names = Law.all.map(\.name)
        #expect(names.count == 12)
        #expect(Set(names).count == names.count)
        for question in Law.all.flatMap(\.questions) {
            let names = question.parameters.map(\.name)
            #expect(Set(names).count == names.count)
            #expect(!names.isEmpty)
        }
    }

    @Test("Every law has a summary, a source, and rows with names of their own")
    func complete() throws {
        let given = [
            "utilisation=0.5", "scv=2", "servers=3", "clients=8", "alpha=0.1", "beta=0.01",
            "values=1,2",
        ]
        for law in Law.all {
            #expect(!law.summary.isEmpty && law.summary.count <= 70, "\(law.name)")
            #expect(!law.source.isEmpty)
            let taken = law.questions[0].parameters.filter { $0.fallback == nil }.map(\.name)
            let words = given.filter { word in taken.contains { word.hasPrefix($0 + "=") } }
            let rows = try law.answer(to: words).rows
            #expect(rows.count >= 3, "\(law.name)")
            #expect(Set(rows.map(\.name)).count == rows.count, "\(law.name)")
        }
    }

    @Test("Every default is within its limits")
    func defaults() throws {
        for law in Law.all {
            for question in law.questions {
                for parameter in question.parameters {
                    guard let fallback = parameter.fallback else { continue }
                    let limits = parameter.limits
                    #expect(fallback >= limits.lower && fallback <= limits.upper, "\(law.name)")
                }
            }
        }
    }

    @Test("Every key that a usage line offers is taken, with its default and with another value")
    func offered() throws {
        let given = [
            "utilisation": "0.5", "scv": "2", "servers": "3", "clients": "8", "alpha": "0.1",
            "beta": "0.01", "values": "1,2", "high_ms": "5", "low_ms": "1", "high_share": "0.1",
            "points": "1:1,2:1.9,4:3.6,8:6,16:9,32:12",
        ]
        func text(_ value: Double) -> String { Int(exactly: value).map { "\($0)" } ?? "\(value)" }
        for law in Law.all {
            for question in law.questions {
                let usage = try question.parameters.map { parameter in
                    let value = parameter.fallback.map(text) ?? given[parameter.name]
                    return "\(parameter.name)=\(try #require(value, "\(parameter.name)"))"
                }
                #expect(throws: Never.self) { try law.answer(to: usage) }
                for (index, parameter) in question.parameters.enumerated() {
                    guard let fallback = parameter.fallback else { continue }
                    let other = try #require(
                        [3, 2, 0.5].first {
                            $0 != fallback && $0 >= parameter.limits.lower
                                && $0 <= parameter.limits.upper
                        }, "\(parameter.name)")
                    var words = usage
                    words[index] = "\(parameter.name)=\(text(other))"
                    let settings = try law.answer(to: words).settings.all
                    #expect(
                        settings.map(\.parameter) == question.parameters
                            && settings[index].numbers == [other], "\(law.name): \(words)")
                }
            }
        }
    }

    @Test("A closed loop may have several servers, or one for everybody")
    func closedServers() throws {
        #expect(try value("response mean", "mva", "clients=9", "servers=3") == 3)
        #expect(try value("response mean", "mva", "clients=9", "servers=0") == 1)
        #expect(try value("knee, in clients", "mva", "clients=9", "servers=3", "think_ms=1") == 6)
    }

    @Test("A time may be given in any unit and is shown in the law's own")
    func units() throws {
        for word in ["service_ns=200000", "service_us=200", "service_ms=0.2", "service_s=0.0002"] {
            let answer = try law("mm1").answer(to: ["utilisation=0.5", word])
            #expect(answer.settings.all.map(\.parameter.name) == ["utilisation", "service_ms"])
            #expect(answer.settings.all.map(\.numbers) == [[0.5], [0.2]], "\(word)")
            #expect(answer.rows[0].value == 0.4)
        }
        #expect(
            try value("knee, in clients", "mva", "clients=5", "service_us=100", "think_s=1")
                == 10001)
    }

    @Test("Defaults give the textbook's table in service times")
    func textbook() throws {
        #expect(isNear(try value("response mean", "mm1", "utilisation=0.8"), 5))
        #expect(isNear(try value("response p99", "mm1", "utilisation=0.8"), 23.0258509))
        #expect(isNear(try value("wait p90", "mm1", "utilisation=0.8"), 10.3972077))
        #expect(isNear(try value("arrivals", "mm1", "utilisation=0.8"), 800))
        #expect(isNear(try value("response p99.9", "md1", "utilisation=0.9"), 34.0139697))
        #expect(isNear(try value("wait mean", "mmc", "utilisation=0.9", "servers=10"), 0.668731524))
    }

    @Test("The question is the one whose parameters are given")
    func questions() throws {
        #expect(try value("open loop: p99", "stall") == 400.5)
        #expect(isNear(try value("open loop: mean", "stall"), 8.84, within: 1e-3))
        #expect(try value("open loop: samples above 100 ms", "stall") == 901)
        #expect(try value("open loop: p99", "stall", "stall_s=0.5") == 0.5)
        #expect(try value("corrected: samples", "stall", "samples=10000") == 20_000)
        #expect(
            try value("corrected: p99", "stall", "stall_s=50", "interval_ms=10")
                == value("corrected: p99", "omission", "stall_s=50"))
        #expect(
            isNear(
                try value(
                    "service scv", "mg1", "utilisation=0.5", "low_ms=0.5", "high_ms=5.5",
                    "high_share=0.1"), 2.25))
        let points = "points=1:950,2:1862.745,4:3584.906,8:6666.667,16:11692.308,32:18765.432"
        #expect(isNear(try value("alpha, contention", "usl", points), 0.02, within: 1e-4))
        #expect(
            try value("peak, in clients", "usl", "alpha=0.02", "beta=0", "clients=9") == .infinity)
    }
}
