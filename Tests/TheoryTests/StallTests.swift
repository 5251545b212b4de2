import Testing
import Theory

@Suite("Stalls")
struct StallTests {
    /// 1000/s for 60 s, of which the server stands still for one; 0.5 ms otherwise.
    private func stall(utilisation: Double = 0) throws -> OpenStall {
        try OpenStall(
            ratePerSecond: 1000, measureSeconds: 60, stallSeconds: 1, unloadedSeconds: 0.0005,
            utilisation: utilisation)
    }

    @Test("An open loop sees every request that was due")
    func open() throws {
        let stall = try stall()
        #expect(stall.samples == 60_000)
        #expect(stall.response(percentile: 0.5) == 0.0005)
        #expect(stall.response(percentile: 0.98) == 0.0005)
        #expect(isNear(stall.response(percentile: 0.99), 0.4005))
        #expect(isNear(stall.response(percentile: 0.999), 0.9405))
        #expect(stall.maximumSeconds == 1.0005)
        #expect(isNear(stall.meanSeconds, 0.00884, within: 1e-3))
        #expect(stall.samples(above: 0.1) == 901)
        #expect(isNear(stall.affectedShare, 1.0 / 60))
    }

    @Test("A busy server takes its time to catch up")
    func busy() throws {
        #expect(isNear(try stall(utilisation: 0.1).response(percentile: 0.99), 0.4605))
        let half = try stall(utilisation: 0.5)
        #expect(isNear(half.response(percentile: 0.99), 0.7005))
        #expect(isNear(half.response(percentile: 0.999), 0.9705))
        #expect(isNear(half.affectedShare, 1.0 / 30))
        #expect(throws: ModelError.unstable(utilisation: 1)) { try stall(utilisation: 1) }
    }

    @Test("Stopped half the time, the 90th percentile is 80 % of the stop")
    func half() throws {
        let stall = try OpenStall(
            ratePerSecond: 100, measureSeconds: 20, stallSeconds: 10, unloadedSeconds: 0)
        #expect(isNear(stall.response(percentile: 0.9), 8))
    }

    @Test("A backlog must be worked off within the time measured")
    func tooLong() {
        #expect(throws: ModelError.backlogOutlasts(seconds: 120, measuredSeconds: 60)) {
            try OpenStall(
                ratePerSecond: 10, measureSeconds: 60, stallSeconds: 30, unloadedSeconds: 0,
                utilisation: 0.75)
        }
    }

    @Test("A closed loop sees one slow request per connection", arguments: [1, 10, 50])
    func closed(connections: Int) {
        let stall = ClosedStall(
            connections: connections, ratePerSecond: 1000, measureSeconds: 60, stallSeconds: 1,
            unloadedSeconds: 0.0005)
        #expect(stall.samples == 59_000 + connections)
        #expect(stall.response(percentile: 0.99) == 0.0005)
        #expect(stall.response(percentile: 0.999) == 0.0005)
        #expect(stall.response(percentile: 0.9999) == (connections >= 10 ? 1.0005 : 0.0005))
    }

    @Test("Open and closed, worked examples in seconds")
    func worked() throws {
        // rate, good, stall, service; open mean, p75, p90, p99; closed samples, mean, p99, p99.99
        let rows = table(
            """
            100   100  100  0.001  25.003         50     80     98     10001  0.0109989001   0.001  0.001
            100   60   1    0.001  0.00926229508  0.001  0.001  0.39   6001   0.00116647225  0.001  1
            200   30   5    0.002  0.359214286    0.002  1.5    4.65   6001   0.00283286119  0.002  5
            1000  10   0.5  0.001  0.0128809524   0.001  0.001  0.395  10001  0.00104989501  0.001  0.001
            """)
        #expect(rows.count == 4)
        for row in rows {
            let open = try OpenStall(
                ratePerSecond: row[0], measureSeconds: row[1] + row[2], stallSeconds: row[2],
                unloadedSeconds: row[3])
            // Here the unloaded response is added to the wait; in the table the longer one counts.
            #expect(abs(open.meanSeconds - row[4]) < row[3])
            for (share, expected) in zip([0.75, 0.9, 0.99], row[5...7]) {
                let response = open.response(percentile: share)
                #expect(abs(response - expected) < row[3] + 1e-9, "\(share)")
            }
            let closed = ClosedStall(
                connections: 1, ratePerSecond: row[0], measureSeconds: row[1] + row[2],
                stallSeconds: row[2], unloadedSeconds: row[3])
            #expect(closed.samples == Int(row[8]))
            #expect(isNear(closed.meanSeconds, row[9], within: 1e-3))
            #expect(closed.response(percentile: 0.99) == row[10])
            #expect(abs(closed.response(percentile: 0.9999) - row[11]) < row[3] + 1e-9)
        }
    }
}
