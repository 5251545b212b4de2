import Testing
import Theory

@Suite("Laws of round trips and loss")
struct NetworkLawTests {
    @Test(
        "Time to the first answer at round trips of 10, 40, 100 and 200 ms",
        arguments: [
            (.udp, 0, [10, 40, 100, 200]),
            (.tcp, 1, [20, 80, 200, 400]),
            (.tcpFastOpen, 0, [10, 40, 100, 200]),
            (.tcpTLS12, 3, [40, 160, 400, 800]),
            (.tcpTLS12Resumed, 2, [30, 120, 300, 600]),
            (.tcpTLS13, 2, [30, 120, 300, 600]),
            (.tcpTLS13Early, 1, [20, 80, 200, 400]),
            (.quic, 1, [20, 80, 200, 400]),
            (.quicEarly, 0, [10, 40, 100, 200]),
        ] as [(Handshake, Int, [Int])])
    func handshake(stack: Handshake, setup: Int, milliseconds: [Int]) {
        #expect(stack.setupRoundTrips == setup)
        #expect([10, 40, 100, 200].map { $0 * stack.responseRoundTrips } == milliseconds)
    }

    @Test("TCP's throughput under loss")
    func mathis() {
        // Round trip in ms, loss, Reno's window, Mbit/s without and with delayed acknowledgements,
        // CUBIC's window, Mbit/s of the larger.
        let rows = table(
            """
            10 0.0001 122.474487 143.050201 101.151767 33.3304065 143.050201
            10 0.001 38.7298335 45.2364455 31.9869974 5.92707757 45.2364455
            10 0.005 17.3205081 20.2303534 14.3050201 1.77260964 20.2303534
            10 0.01 12.2474487 14.3050201 10.1151767 1.054 14.3050201
            10 0.02 8.66025404 10.1151767 7.15251005 0.62671215 10.1151767
            100 0.0001 122.474487 14.3050201 10.1151767 187.43065 21.8918999
            100 0.001 38.7298335 4.52364455 3.19869974 33.3304065 4.52364455
            100 0.005 17.3205081 2.02303534 1.43050201 9.96811656 2.02303534
            100 0.01 12.2474487 1.43050201 1.01151767 5.92707757 1.43050201
            100 0.02 8.66025404 1.01151767 0.715251005 3.52426141 1.01151767
            200 0.0001 122.474487 7.15251005 5.05758836 315.219523 18.4088201
            200 0.001 38.7298335 2.26182227 1.59934987 56.0548388 3.27360258
            200 0.005 17.3205081 1.01151767 0.715251005 16.764307 1.01151767
            200 0.01 12.2474487 0.715251005 0.505758836 9.96811656 0.715251005
            200 0.02 8.66025404 0.505758836 0.357625502 5.92707757 0.505758836
            """)
        #expect(rows.count == 15)
        for row in rows {
            let law = Mathis(loss: row[1], roundTripSeconds: row[0] / 1_000)
            func megabits(_ window: Double) -> Double { law.bitsPerSecond(window: window) / 1e6 }
            #expect(isNear(law.renoWindow, row[2]))
            #expect(isNear(megabits(law.renoWindow), row[3]))
            #expect(isNear(megabits(law.delayedAckWindow), row[4]))
            #expect(isNear(law.cubicWindow, row[5]))
            #expect(isNear(megabits(max(law.cubicWindow, law.renoWindow)), row[6]))
        }
    }

    @Test("What arrives of datagrams")
    func datagrams() {
        // Loss, round trip, tries, 7 and 45 fragments, 2 and 3 copies, 3 tries, deviation of 10,000.
        let rows = table(
            """
            0.001 0.998001 1.002003 0.993020965 0.955975958 0.999999 0.999999999 0.999999992 0.000316069613
            0.005 0.990025 1.0100755 0.965520647 0.798065678 0.999975 0.999999875 0.999999007 0.000705336799
            0.01 0.9801 1.02030405 0.932065348 0.636185486 0.9999 0.999999 0.999992119 0.000994987437
            0.02 0.9604 1.04123282 0.868125533 0.402877864 0.9996 0.999992 0.999937901 0.0014
            0.05 0.9025 1.10803324 0.698337296 0.099440257 0.9975 0.999875 0.999073141 0.00217944947
            0.1 0.81 1.2345679 0.4782969 0.00872796357 0.99 0.999 0.993141 0.003
            0.2 0.64 1.5625 0.2097152 4.3556143e-05 0.96 0.992 0.953344 0.004
            """)
        #expect(rows.count == 7)
        for row in rows {
            let law = DatagramLoss(loss: row[0])
            let found = [
                law.roundTrip, law.meanTries, law.whole(fragments: 7), law.whole(fragments: 45),
                law.anyOf(copies: 2), law.anyOf(copies: 3), law.answered(tries: 3),
                law.standardDeviation(packets: 10_000),
            ]
            for (value, expected) in zip(found, row.dropFirst()) {
                #expect(isNear(value, expected), "loss \(row[0])")
            }
        }
        #expect(DatagramLoss(loss: 1).meanTries == .infinity)
        // 1 - (1 - 0.95^8)^3, as a run of 10 kB values at 5 % measured: 96.2 %.
        #expect(isNear(DatagramLoss(loss: 0.05).answered(tries: 3, fragments: 7), 0.961_870_312_25))
    }

    @Test("Asked by name, they say the same")
    func byName() throws {
        func rows(_ name: String, _ words: String...) throws -> [ResultRow] {
            try #require(Law.all.first { $0.name == name }).answer(to: words).rows
        }
        let handshake = try rows("handshake", "rtt_s=0.1")
        #expect(handshake.map(\.name).prefix(2) == ["UDP: 1", "TCP: 2"])
        #expect(handshake.map(\.value) == [100, 200, 100, 400, 300, 300, 200, 200, 100])
        let mathis = try rows("mathis", "loss=0.01", "rtt_ms=100")
        #expect(isNear(mathis[1].value, 1.43050201))
        #expect(mathis[1].unit == .megabitsPerSecond)
        #expect(isNear(try rows("udp-loss", "loss=0.1")[4].value, 99.3141))
    }
}
