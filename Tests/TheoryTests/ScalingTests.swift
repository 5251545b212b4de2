import Testing
import Theory

@Suite("Scalability law")
struct ScalingTests {
    @Test("Capacity and peak have the worked numbers")
    func worked() {
        // contention, coherency, clients, capacity, peak
        let rows = table(
            """
            0     0       2    2            inf
            0     0       16   16           inf
            0     0       128  128          inf
            0.02  0       2    1.96078431   inf
            0.02  0       16   12.3076923   inf
            0.02  0       128  36.1581921   inf
            0.02  0.0005  2    1.95886386   44.27
            0.02  0.0005  16   11.2676056   44.27
            0.02  0.0005  128  10.9701748   44.27
            0.05  0.001   2    1.90114068   30.82
            0.05  0.001   16   8.04020101   30.82
            0.05  0.001   128  5.42235025   30.82
            0.1   0.01    2    1.78571429   9.487
            0.1   0.01    16   3.26530612   9.487
            0.1   0.01    128  0.726199932  9.487
            """)
        #expect(rows.count == 15)
        for row in rows {
            let law = USL(contention: row[0], coherency: row[1])
            #expect(isNear(law.throughput(clients: row[2]), row[3]))
            #expect(isNear(law.peakClients, row[4], within: 1e-4))
        }
    }

    @Test("Amdahl's law has a limit and no peak")
    func amdahl() {
        let law = USL(contention: 0.02, coherency: 0, single: 10)
        #expect(law.peakThroughput == 500)
        #expect(law.peakClients == .infinity)
        #expect(USL(contention: 0, coherency: 0).peakThroughput == .infinity)
    }

    @Test(
        "A fit of exact data finds what it was made of",
        arguments: [(0.02, 0.0005), (0.1, 0.01), (0.05, 0), (0, 0.001), (0, 0)])
    func exactData(contention: Double, coherency: Double) throws {
        let truth = USL(contention: contention, coherency: coherency, single: 950)
        let points = [1.0, 2, 4, 8, 16, 32, 64].map {
            USLFit.Point(clients: $0, throughput: truth.throughput(clients: $0))
        }
        let fit = try USLFit(points)
        #expect(abs(fit.law.contention - contention) < 1e-9)
        #expect(abs(fit.law.coherency - coherency) < 1e-9)
        #expect(isNear(fit.law.single, 950))
        #expect(fit.relativeError < 1e-9)
    }

    @Test("Throughput better than proportional is no negative contention")
    func superlinear() throws {
        let points = (1...8).map {
            USLFit.Point(clients: Double($0), throughput: Double($0 * $0))
        }
        let fit = try USLFit(points)
        #expect(fit.law.contention == 0)
        #expect(fit.law.coherency == 0)
        #expect(fit.relativeError > 0.1)
    }

    @Test("Too few points, or too few different ones, are no fit")
    func refused() {
        let few = (1...5).map { USLFit.Point(clients: Double($0), throughput: 1) }
        #expect(throws: ModelError.tooFewPoints(count: 5, needed: 6)) { try USLFit(few) }
        let alike = (1...6).map { USLFit.Point(clients: Double($0 % 2 + 1), throughput: 1) }
        #expect(throws: ModelError.pointsTooAlike) { try USLFit(alike) }
    }
}
