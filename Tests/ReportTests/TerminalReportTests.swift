import Testing

@testable import Report

struct TerminalReportTests {
    private func text(_ fixture: Fixture, width: Int = 80, color: Bool = false) throws -> String {
        TerminalReport.text(
            try fixture.tables(), facts: Fixture.facts, width: width, color: color)
    }

    @Test func `the whole report of the quickstart at 80 columns`() throws {
        #expect(try text(.quickstart) == Self.quickstart)
    }

    private static let quickstart = """
        quickstart · loopback tier · 1 repetition · seed 7
        What happens to everybody else when one provider dies?
        Expected: Everybody stops with one server.

                                   client-server     mesh
        operations planned                32,000   32,000
        offered (op/s)                     4,000    4,000
        throughput (op/s)                  3,000    3,935
        response p50                     86.4 µs  91.7 µs
        response p99                      500 ms   433 µs
        availability                      75.0 %   99.9 %
        availability in outage               0 %   99.7 %
        share of users down                  0 %    1.6 %
        fault noticed after               400 µs  1.30 ms
        recovered after                   2.10 s      0 s
        acknowledged writes                2,400    3,150
        lost writes (memory only)          1,180        0
        busiest node's share               100 %    9.2 %
        nodes                                 17       16
        connections                           16      120
        messages per ok op                  2.00     2.10
        bytes per ok op                    310 B    330 B
        CPU per ok op                    41.0 µs  52.0 µs
        memory, all nodes                 139 MB   131 MB
        valid trials                      1 of 1   1 of 1

        Findings
        - In client-server, server-0 was killed at 4.0 s (undone at 6.0 s): none of the
          about 8,000 operations intended meanwhile succeeded.
        - In mesh, peer-3 was killed at 4.0 s (undone at 6.0 s): 99.7 % of the about
          7,500 operations intended meanwhile succeeded for those who stayed up, and 1
          of 16 users went down with its node.
        - Whoever was hit was the first holder of 100 % of the keys in client-server and
          6.3 % of the keys in mesh.
        - The fault was first noticed by another node after 400 µs in client-server and
          after 1.30 ms in mesh.
        - Share of good answers: client-server was back at its level 2.10 s after the
          fault; mesh never fell below its level before the fault.
        - Of the operations offered per second, client-server completed 3,000 of 4,000
          and mesh completed 3,935 of 4,000.
        - The median response (p50) was 86.4 µs in client-server and 91.7 µs in mesh,
          less than 10 % apart.
        - The 99th percentile of responses (p99) was 500 ms in client-server and 433 µs
          in mesh (a failed operation counts at no less than its timeout, and 25.0 % in
          client-server failed): 1,155 times as much in client-server.
        - In client-server, server-0 did all the work; in mesh, 2 nodes shared the work,
          the busiest (peer-4) with 96.8 %.
        - Data is kept in memory only: of the acknowledged writes, client-server lost
          1,180 of 2,400 and mesh lost 0 of 3,150.
        - Each successful operation cost 2.00 messages, 310 B on the wire and 41.0 µs of
          CPU in client-server; 2.10 messages, 330 B on the wire and 52.0 µs of CPU in
          mesh.

        Notes
        - One repetition gives no interval: another run may give other numbers. Ask for
          more with --repetitions 5.
        - 2 CPUs.

        """

    @Test(arguments: [40, 60, 80, 120, 200])
    func `no line is wider than the terminal`(width: Int) throws {
        let lines = try text(.quickstart, width: width).split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= width })
    }

    @Test func `columns that do not fit go on below`() throws {
        let lines = try text(.quickstart, width: 48).split(separator: "\n").map(String.init)
        let headers = lines.filter { $0.hasSuffix(" client-server") || $0.hasSuffix(" mesh") }
        #expect(headers.prefix(2).map { $0.filter { $0 != " " } } == ["client-server", "mesh"])
    }

    @Test func `escape sequences are written only when asked for`() throws {
        #expect(!(try text(.quickstart).contains("\u{1B}")))
        #expect(try text(.quickstart, color: true).contains("\u{1B}[1mFindings\u{1B}[0m\n"))
    }

    @Test func `colour changes nothing but the escape sequences`() throws {
        let plain = try text(.quickstart, color: true)
            .replacing(/\u{1B}\[[0-9;]*m/, with: "")
        #expect(try plain == text(.quickstart))
    }

    @Test func `three repetitions show their median and range`() throws {
        var fixture = Fixture()
        for (repetition, rate) in [(1, "3000"), (2, "3022"), (3, "2997")] {
            fixture.addTrial(
                "\(repetition)", "client-server", repetition: repetition,
                measured: Fixture.server, changes: ["throughput_per_s": rate])
        }
        let lines = TerminalReport.text(
            try fixture.tables(), facts: Fixture.facts(repetitions: 3), width: 80, color: false
        ).split(separator: "\n").map(String.init)
        #expect(lines.contains("throughput (op/s)          3,000 (2,997..3,022)"))
        #expect(lines.contains("connections                                  16"))
        #expect(
            lines.contains(
                "- Each number is the median of the valid trials among 3 repetitions, with"))
    }

    @Test func `an invalid trial is named and not averaged in`() throws {
        var fixture = Fixture()
        fixture.addTrial("1", "mesh", measured: Fixture.mesh)
        fixture.addTrial(
            "2", "mesh", repetition: 2, measured: Fixture.mesh,
            changes: [
                "throughput_per_s": "1", "valid": "false",
                "invalid_because": "generator_lag; something_new",
            ])
        let text = try text(fixture, width: 120)
        #expect(text.contains("throughput (op/s)            3,935\n"))
        #expect(text.contains("valid trials                1 of 2\n"))
        #expect(
            text.contains(
                """
                Invalid trials, kept and not averaged in
                - trial 2 (mesh, repetition 2): generator_lag: operations were sent later than \
                intended, so the load was not the planned
                  one; something_new

                """))
    }

    @Test func `an arm without a valid trial is shown and disowned`() throws {
        var fixture = Fixture()
        fixture.addTrial(
            "1", "mesh", measured: Fixture.mesh,
            changes: ["valid": "false", "invalid_because": "debug_build"])
        let text = try text(fixture, width: 120)
        #expect(text.contains("mesh (INVALID)"))
        #expect(text.contains("3,935"))
        #expect(
            text.contains(
                """
                Findings
                - The numbers of mesh are not to be believed: its only trial is invalid \
                (debug_build: this is a debug build; build with
                  -c release).

                """))
    }

    @Test(arguments: [
        (
            ["link_late_p99_us": "1090"],
            "packets left the switch 1.09 ms late at p99, where 1 ms is allowed"
        ),
        (["link_unasked_drops": "3"], "3 packets lost unasked, where none may be"),
        (
            ["switch_cpu_s": "9.7"],
            "the switch used 97.0 % of its processor, where 95.0 % is allowed"
        ),
        ([:], "a packet left the switch more than 100 ms late"),
    ])
    func `in what links were missed is told with the limit`(missed: Fixture.Row, text: String)
        throws
    {
        var fixture = Fixture()
        let marks = ["valid": "false", "invalid_because": "link_fidelity", "measure_s": "10"]
        let kept = ["link_late_p99_us": "80", "link_unasked_drops": "0", "switch_cpu_s": "1"]
        for (repetition, changes) in [(1, kept.merging(missed) { $1 }), (2, kept)] {
            fixture.addTrial(
                "\(repetition)", "mesh", repetition: repetition, measured: Fixture.mesh,
                changes: marks.merging(changes) { $1 })
        }
        let arm = SweepPoint.all(in: try fixture.tables().trials)[0].arms[0]
        #expect(
            Fidelity.reasons(of: arm, in: try fixture.tables().trials) == ["link_fidelity: \(text)"]
        )
    }

    @Test func `every sweep point is a row, and an arm's own levels are columns`() throws {
        var fixture = Fixture(factors: ["participants.count", "topology.mesh.replicas"])
        for count in ["4", "8"] {
            fixture.addTrial(
                "\(count)-0", "client-server", measured: Fixture.server,
                changes: ["participants.count": count])
            for replicas in ["1", "3"] {
                fixture.addTrial(
                    "\(count)-\(replicas)", "mesh", measured: Fixture.mesh,
                    changes: ["participants.count": count, "topology.mesh.replicas": replicas])
            }
        }
        let text = try text(fixture)
        #expect(
            text.contains(
                """
                response p50
                participants.count  client-server  mesh, replicas = 1  mesh, replicas = 3
                4                         86.4 µs             91.7 µs             91.7 µs
                8                         86.4 µs             91.7 µs             91.7 µs

                """))
    }
}
