import Testing
import Theory

@Suite("Closed networks")
struct ClosedNetworkTests {
    @Test("Exact mean value analysis and its bounds have the worked numbers")
    func worked() {
        // demand, think, clients, throughput, response, at station, both bounds, knee
        let rows = table(
            """
            0.1    1      1   0.909090909  0.1            0.0909090909  0.909090909  0.1    11
            0.1    1      5   4.36047823   0.146663218    0.639521769   4.54545455   0.1    11
            0.1    1      11  8.36767667   0.314582343    2.63232333    10           0.1    11
            0.1    1      20  9.9813095    1.0037451      10.0186905    10           1      11
            0.1    1      30  9.99999829   2.00000051     20.0000017    10           2      11
            0.01   0.1    1   9.09090909   0.01           0.0909090909  9.09090909   0.01   11
            0.01   0.1    5   43.6047823   0.0146663218   0.639521769   45.4545455   0.01   11
            0.01   0.1    11  83.6767667   0.0314582343   2.63232333    100          0.01   11
            0.01   0.1    20  99.813095    0.10037451     10.0186905    100          0.1    11
            0.01   0.1    30  99.9999829   0.200000051    20.0000017    100          0.2    11
            0.02   0      1   50           0.02           1             50           0.02   1
            0.02   0      5   50           0.1            5             50           0.1    1
            0.02   0      11  50           0.22           11            50           0.22   1
            0.02   0      20  50           0.4            20            50           0.4    1
            0.02   0      30  50           0.6            30            50           0.6    1
            0.005  0.495  1   2            0.005          0.01          2            0.005  100
            0.005  0.495  5   9.99588056   0.0052060569   0.0520391229  10           0.005  100
            0.005  0.495  11  21.9759018   0.00554828754  0.121928622   22           0.005  100
            0.005  0.495  20  39.9080077   0.00615255466  0.245536199   40           0.005  100
            0.005  0.495  30  59.7617619   0.0069932315   0.417927836   60           0.005  100
            """)
        #expect(rows.count == 20)
        for row in rows {
            let network = ClosedNetwork(clients: Int(row[2]), demand: row[0], think: row[1])
            #expect(isNear(network.throughput, row[3]))
            #expect(isNear(network.response, row[4]))
            #expect(isNear(network.meanAtStation, row[5]))
            #expect(isNear(network.throughputBound, row[6]))
            #expect(isNear(network.responseBound, row[7]))
            #expect(network.knee.map { isNear($0, row[8]) } == true)
        }
    }

    @Test("One server of 1 ms, and one for everybody of 10 ms, in milliseconds")
    func smallCases() {
        let busy = ClosedNetwork(clients: 10, demand: 1, think: 0)
        #expect(busy.throughput == 1)
        #expect(busy.response == 10)
        let thinking = ClosedNetwork(clients: 10, demand: 1, think: 9)
        #expect(isNear(thinking.throughput, 0.8320, within: 1e-4))
        #expect(isNear(thinking.response, 3.019, within: 1e-3))
        let many = ClosedNetwork(clients: 50, demand: 1, think: 99)
        #expect(isNear(many.throughput, 0.4955, within: 1e-3))
        #expect(isNear(many.response, 1.912, within: 1e-3))
        let delay = ClosedNetwork(clients: 50, demand: 10, think: 0, station: .delay)
        #expect(delay.throughput == 5)
        #expect(delay.response == 10)
        #expect(delay.knee == nil && delay.utilisation == nil)
    }

    @Test("Several servers: by hand, and where the law has a simpler form")
    func severalServers() {
        // Three clients, two servers, D = Z = 1: weights 1, 3, 3, 1.5 of 0 to 3 at the station.
        let network = ClosedNetwork(
            clients: 3, demand: 1, think: 1, station: .queue(servers: 2))
        #expect(isNear(network.response, 13.5 / 12))
        #expect(isNear(network.throughput, 12 / 8.5))
        #expect(network.utilisation.map { isNear($0, 6 / 8.5) } == true)
        #expect(network.knee == 4 && network.throughputBound == 1.5)
        // Nobody waits while there is a server for each, and nobody thinks in a busy system.
        func response(_ clients: Int, _ servers: Int, think: Double) -> Double {
            ClosedNetwork(
                clients: clients, demand: 2, think: think, station: .queue(servers: servers)
            ).response
        }
        #expect(response(4, 4, think: 5) == 2)
        #expect(response(12, 4, think: 0) == 6)
        #expect(isNear(response(2_000_000, 1_000, think: 10), 2_000_000 * 2 / 1_000 - 10))
        // So many clients that think so long come as a Poisson stream: M/M/3 at 80 %.
        #expect(
            isNear(
                response(1_000_000, 3, think: 1e6 / 1.2), 2 * 2.079, within: 2e-3))
    }

    @Test("One server is the same by mean value analysis and by its birth-death chain")
    func oneServer() {
        // Three clients, D = 1, Z = 2: weights 1, 3/2, 3/2, 3/4.
        let network = ClosedNetwork(clients: 3, demand: 1, think: 2)
        #expect(isNear(network.response, (1.5 + 3 + 2.25) / (1.5 + 1.5 + 0.75)))
    }

    @Test("The interactive law holds, and beyond the knee response is N D - Z")
    func interactive() {
        let network = ClosedNetwork(clients: 200, demand: 3, think: 50)
        #expect(isNear(network.response, 200 / network.throughput - 50))
        #expect(isNear(network.response, 200 * 3 - 50))
    }
}
