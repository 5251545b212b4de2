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
        #expect(names.count == 22)
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
            "values=1,2", "nodes=20", "killed=8", "availability=0.9", "replicas=2", "share=0.3",
            "members=16", "degree=5", "killed_share=0.5", "hops=3", "loss=0.01", "rtt_ms=50",
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
            "rate_per_s": "100", "nodes": "10", "killed": "3", "replicas": "2", "share": "0.4",
            "members": "16", "availability": "0.9", "degree": "5", "killed_share": "0.3",
            "hops": "3", "needed": "2", "keys": "100", "single_per_s": "1000", "connections": "7",
            "providers": "4", "delivery": "0.9", "helpers": "3", "alive": "0.9", "misses": "3",
            "samples": "1000", "customers": "1000", "successors": "4", "loss": "0.01",
            "rtt_ms": "50",
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

    @Test(
        "A queue may be asked for by its rate instead of its utilisation",
        arguments: ["mm1", "md1", "mmc"])
    func rate(name: String) throws {
        let servers = name == "mmc" ? ["servers=4"] : []
        let rate = name == "mmc" ? 1_640 : 410
        let byRate = try law(name).answer(to: servers + ["service_us=2000", "rate_per_s=\(rate)"])
        let byShare = try law(name).answer(to: servers + ["service_ms=2", "utilisation=0.82"])
        for (one, other) in zip(byRate.rows, byShare.rows) {
            #expect(isNear(one.value, other.value), "\(one.name)")
        }
        #expect(throws: LawProblem.noAnswer(.unstable(utilisation: 2))) {
            try law("mm1").answer(to: ["service_ms=2", "rate_per_s=1000"])
        }
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

    @Test("What failures leave, asked by name")
    func failures() throws {
        let killed = ["nodes=20", "killed=8", "replicas=2", "keys=1000"]
        #expect(
            isNear(
                try law("key-loss").answer(to: killed).rows[0].value, 100 * 28.0 / 190))
        #expect(
            isNear(
                try law("key-loss").answer(to: killed).rows[2].value, 1000 * 28.0 / 190))
        #expect(try value("mesh: ordered pairs kept", "partition", "nodes=10", "share=0.5") == 40)
        #expect(
            isNear(
                try value("a majority of 2 is", "replicas", "availability=0.9", "replicas=3"), 97.2)
        )
        #expect(
            isNear(
                try value(
                    "at least 7 up", "replicas", "availability=0.9", "replicas=10", "needed=7"),
                98.7204802))
        #expect(
            isNear(
                try value("rounds in step: first found, mean", "swim", "members=16", "period_s=1"),
                1551.02332))
        #expect(
            try value("mesh: messages", "heartbeat", "nodes=200", "period_ms=100") == 398_000)
        #expect(
            isNear(
                try value(
                    "mean reach from a survivor, S^2", "overlay", "degree=5", "killed_share=0.5"),
                90.724392))
        #expect(
            isNear(
                try value(
                    "the ring breaks, at most N f^r", "lookup", "killed_share=0.5", "nodes=100",
                    "successors=13"),
                100 * 100 / 8192))
    }

    @Test("The largest numbers that are taken are answered at once, and with numbers")
    func hostile() throws {
        let asked: [(String, [String])] = [
            ("key-loss", ["nodes=1e9", "killed=1e9", "replicas=1000", "keys=1e9"]),
            ("key-loss", ["nodes=1e9", "killed=0", "replicas=1000"]),
            ("replicas", ["availability=1e-300", "replicas=100"]),
            ("replicas", ["availability=1", "replicas=100", "needed=100"]),
            ("partition", ["nodes=1e9", "share=1"]),
            ("swim", ["members=1e6", "period_ms=1e-300", "alive=1e-300", "delivery=0"]),
            ("swim", ["members=1e6", "period_s=1e6", "helpers=1000"]),
            ("swim", ["members=2", "alive=1e-300", "delivery=1"]),
            ("heartbeat", ["nodes=1e9", "period_ms=1e9", "misses=1e6"]),
            ("overlay", ["degree=1e6", "killed_share=0.999998"]),
            ("overlay", ["degree=3", "killed_share=0.4999999999999999"]),
            ("overlay", ["degree=3", "killed_share=1e-300"]),
            ("lookup", ["killed_share=1", "hops=1e6", "replicas=1000"]),
            ("lookup", ["killed_share=1e-300", "nodes=1e9", "successors=1000"]),
            ("handshake", ["rtt_ms=1e-300"]),
            ("mathis", ["loss=1e-300", "rtt_ms=1e-300", "segment_bytes=1e9"]),
            ("mathis", ["loss=1", "rtt_s=1000", "segment_bytes=1"]),
            ("udp-loss", ["loss=1", "fragments=1e6", "copies=1e6", "tries=1e6", "packets=1e12"]),
            ("udp-loss", ["loss=1e-300", "fragments=1e6", "copies=1e6", "tries=1e6"]),
        ]
        for (name, words) in asked {
            let clock = ContinuousClock()
            var rows: [ResultRow] = []
            let time = try clock.measure { rows = try law(name).answer(to: words).rows }
            #expect(time < .seconds(5), "\(name) \(words)")
            #expect(
                rows.allSatisfy { !$0.value.isNaN && $0.value >= 0 }, "\(name) \(words) \(rows)")
            #expect(rows.allSatisfy { $0.unit != .percent || $0.value <= 100 }, "\(name) \(words)")
        }
    }
}
