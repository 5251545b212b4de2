import Core
import Experiment
import Faults
import Measurement
import Synchronization
import Testing
import Topology
import Workload

private let traced = """
    name = "test"
    [[topology]]
    kind = "client-server"
    [participants]
    count = 2
    [workload]
    kind = "request"
    arrivals = "trace"
    trace_file = "t.csv"
    keys = 10
    [schedule]
    warmup_s = 1
    measure_s = 10

    """

private func readTraced(
    _ file: String, _ change: String = "keys = 10", columns: String = ""
) throws(ExperimentError) -> Specification {
    try Experiment(
        parsing: Array(edited("keys = 10", change + "\n" + columns, in: traced).utf8),
        file: "folder/x.toml", overrides: [],
        in: Surroundings(topologies: .standard, faults: .standard) { path in
            path == "folder/t.csv" ? .success(Array(file.utf8)) : .failure(.missing(path))
        }
    ).first
}

private func operations(_ specification: Specification) -> [[Operation]] {
    let plan = specification.operationPlan
    return (0..<2).map { Array(plan.stream(participant: $0)) }
}

extension Specification {
    fileprivate var operationPlan: OperationPlan {
        OperationPlan(
            workload: workload, participants: participants, schedule: schedule, seed: seed,
            repetition: 1)
    }
}

private func problem(_ file: String, _ change: String = "keys = 10", columns: String = "") -> String
{
    do {
        _ = try readTraced(file, change, columns: columns)
        return ""
    } catch {
        return error.diagnostics.map { String($0.text.drop { $0 != " " }.dropFirst()) }
            .joined(separator: "\n")
    }
}

@Suite("Operations of a trace")
struct ExperimentTraceTests {
    @Test("Rows become operations at their own times, participants taking turns")
    func rows() throws {
        let all = operations(
            try readTraced(
                "time_s,operation,key,bytes\n0,get,3,5\n0.25,set,4,6\n1.000000001,get,3,7\n"))
        #expect(all[0].map(\.intendedNanoseconds) == [-1_000_000_000, 1])
        #expect(all[1].map(\.intendedNanoseconds) == [-750_000_000])
        #expect(all[0].map(\.key) == [3, 3])
        #expect(all[1].map(\.kind) == [.put])
        #expect(all[0].map(\.valueBytes) == [5, 7])
        #expect(all[0].map(\.sequence) == [0, 1])
    }

    @Test("The columns of a public cache trace are accepted by naming them")
    func publicTrace() throws {
        let file = """
            5,q:q:1:8WTfjZU14ee,17,213,4,get,0
            5,yDqF:3q:1AJrrJ1nnCJKKrnGx1A,27,27,5,get,0
            6,q:q:1:8WTfjZU14ee,17,214,4,set,100

            """
        let all = operations(
            try readTraced(
                file,
                columns: """
                    trace_columns = ["time_s", "key", "-", "bytes", "participant", "operation", "-"]
                    trace_start_s = 5
                    trace_spread_s = 1
                    """))
        #expect(all.flatMap { $0 }.count == 3)
        let sorted = all.flatMap { $0 }.sorted { $0.intendedNanoseconds < $1.intendedNanoseconds }
        #expect(sorted.map(\.key) == [0, 1, 0])
        #expect(sorted.map(\.intendedNanoseconds) == [-1_000_000_000, -500_000_000, 0])
        #expect(sorted.map(\.kind) == [.get, .get, .put])
        #expect(sorted.map(\.valueBytes) == [213, 27, 214])
        // One client is one participant.
        #expect(all.map(\.count).sorted() == [1, 2])
    }

    @Test("Times are exact in every unit, and what lies outside the load is left out")
    func times() throws {
        for (name, text) in [
            ("time_s", "1600000000.123456789"), ("time_ms", "1600000000123.456789"),
            ("time_us", "1600000000123456.789"), ("time_ns", "1600000000123456789"),
        ] {
            let early = text.replacing("1600000000", with: "1599999999")
            let specification = try readTraced(
                "\(name),key\n\(early),1\n\(text),1\n",
                columns: "trace_start_s = 1600000000")
            #expect(operations(specification)[0].map(\.intendedNanoseconds) == [-876_543_211])
        }
    }

    @Test("The same trace has one hash, another trace another")
    func hashes() throws {
        let first = try readTraced("time_s,key\n0,1\n").operationPlan
        let second = try readTraced("time_s,key\n0,2\n").operationPlan
        #expect(first.hash == (try readTraced("time_s,key\n0,1\n").operationPlan.hash))
        #expect(first.hash != second.hash)
    }

    @Test("What is no trace is refused, with the line")
    func refused() {
        #expect(
            problem("time_s,key\n0,1\nx,2\n")
                == "line 3 of \"t.csv\" has \"x\": expected a time, at least 0")
        #expect(
            problem("time_s,key\n0,1,3\n")
                == "line 2 of \"t.csv\" has \"0,1,3\": expected 2 values, without quoting")
        #expect(
            problem("time_s,operation,key\n0,frob,1\n")
                == "line 2 of \"t.csv\" has \"frob\": expected an operation: get, put, set, ...")
        #expect(
            problem("time_s,key,bytes\n0,1,-3\n")
                == "line 2 of \"t.csv\" has \"-3\": expected 0 to 1_048_576 bytes")
        #expect(
            problem("time_s,key\n0,a\n1,b\n2,c\n", "keys = 2")
                == "line 4 of \"t.csv\" has \"c\": expected at most 2 different keys: raise keys in "
                + "[workload]")
        #expect(
            problem("time_s,key\n99,1\n")
                == "\"t.csv\" has no operation within the 11 s of load: see trace_start_s, warmup_s "
                + "and measure_s")
        #expect(
            problem("0,1\n", columns: "trace_columns = [\"time_s\", \"kei\"]")
                == "a trace has no column \"kei\": did you mean \"key\"? Expected \"time_s\", "
                + "\"time_ms\", \"time_us\", \"time_ns\", \"operation\", \"key\", \"bytes\", "
                + "\"participant\" or \"-\"")
        #expect(
            problem("time_s,key\n0,1\n", columns: "rate_per_s = 5").hasPrefix(
                "\"rate_per_s\" goes with arrivals = \"poisson\" or \"constant\""))
    }

    @Test("What is no CSV text is said to be none, with its line")
    func packed() {
        #expect(
            problem("\u{50}\u{4B}\u{3}\u{4}")
                == "\"t.csv\" is compressed (zip) from line 1 on: expected CSV text; unpack it first"
        )
        #expect(
            problem("time_s,key\n0,\"a\n")
                == "line 2 of \"t.csv\" has \"\"\": expected text without quotes and control "
                + "characters, a CSV line of plain values")
        #expect(
            problem("time_s,key\n0,1\n0,a\0\n").contains("line 3 of \"t.csv\" has"))
    }

    @Test("A file that is not there is named as it was looked for")
    func absent() {
        #expect(
            problem("", "keys = 10\n", columns: "").contains("time_s"))
        let text = edited("trace_file = \"t.csv\"", "trace_file = \"u.csv\"", in: traced)
        #expect(
            problems(text) == [
                "x.toml:9:14: \"trace_file\" is \"u.csv\", which is not there: name a CSV file by "
                    + "its path from the experiment file's folder; in an option, from the current "
                    + "folder"
            ])
    }

    @Test("A sweep reads the file once, and parses it once for each way of reading it")
    func sweep() throws {
        let reads = Mutex(0)
        let sweep = "[sweep]\n\"seed\" = [1, 2, 3]\n\"workload.keys\" = [10, 20]\n"
        let experiment = try Experiment(
            parsing: Array((traced + sweep).utf8), file: "folder/x.toml", overrides: [],
            in: Surroundings(topologies: .standard, faults: .standard) { _ in
                reads.withLock { $0 += 1 }
                return .success(Array("time_s,key\n1,15\n2,15\n".utf8))
            })
        #expect(reads.withLock { $0 } == 1)
        #expect(experiment.points.count == 6)
        let keys = experiment.points.map { operations($0.specification).flatMap(\.self).map(\.key) }
        // A key of 15 is itself only where there are as many.
        #expect(keys == [[0, 0], [15, 15], [0, 0], [15, 15], [0, 0], [15, 15]])
    }

    @Test("A sweep looks for a file that is not there once, and says so once")
    func absentInSweep() {
        let reads = Mutex(0)
        let error = #expect(throws: ExperimentError.self) {
            try Experiment(
                parsing: Array((traced + "[sweep]\n\"seed\" = [1, 2, 3]\n").utf8),
                file: "x.toml", overrides: [],
                in: Surroundings(topologies: .standard, faults: .standard) { _ in
                    reads.withLock { $0 += 1 }
                    return .failure(.missing("t.csv"))
                })
        }
        #expect(error?.diagnostics.count == 1)
        #expect(reads.withLock { $0 } == 1)
    }

    @Test("A path in an option counts from the current folder, one in the file from the file's")
    func option() throws {
        for (path, overrides) in [
            ("folder/t.csv", []), ("mine/u.csv", [Override.set("workload.trace_file=mine/u.csv")]),
        ] {
            let specification = try Experiment(
                parsing: Array(traced.utf8), file: "folder/x.toml", overrides: overrides,
                in: Surroundings(topologies: .standard, faults: .standard) { asked in
                    asked == path
                        ? .success(Array("time_s,key\n1,1\n".utf8))
                        : .failure(.missing(asked))
                }
            ).first
            #expect(operations(specification).flatMap(\.self).count == 1)
        }
    }
}
