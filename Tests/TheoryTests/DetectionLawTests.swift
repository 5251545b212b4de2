import Testing
import Theory

@Suite("When a death is noticed")
struct DetectionLawTests {
    @Test("SWIM in rounds that begin together has the paper's numbers")
    func synchronous() {
        // Das, Gupta and Motivala, DSN 2002, 3.1: members, share alive, members that probe, mean of
        // very many, mean, p99: in periods
        let rows = table(
            """
                2     1     1     1.58197671  1           1
                2     0.75  1     1.89525513  1           1
                2     0.5   1     2.54149408  1           1
                3     1     2     1.58197671  1.33333333  4
                3     0.75  2     1.89525513  1.33333333  4
                3     0.5   1     2.54149408  2           7
                4     1     3     1.58197671  1.42105263  4
                4     0.75  2     1.89525513  1.8         6
                4     0.5   2     2.54149408  1.8         6
                8     1     7     1.58197671  1.51496026  5
                8     0.75  5     1.89525513  1.86103422  6
                8     0.5   4     2.54149408  2.17285068  8
                16    1     15    1.58197671  1.55102332  5
                16    0.75  11    1.89525513  1.88030376  7
                16    0.5   8     2.54149408  2.35754478  9
                32    1     31    1.58197671  1.56706614  5
                32    0.75  23    1.89525513  1.88822751  7
                32    0.5   16    2.54149408  2.44959973  9
                64    1     63    1.58197671  1.5746551   5
                64    0.75  47    1.89525513  1.89184404  7
                64    0.5   32    2.54149408  2.49556564  9
                128   1     127   1.58197671  1.57834841  5
                128   0.75  95    1.89525513  1.89357421  7
                128   0.5   64    2.54149408  2.51853439  10
                1024  1     1023  1.58197671  1.58152666  5
                1024  0.75  767   1.89525513  1.89504764  7
                1024  0.5   512   2.54149408  2.53862461  10
            """)
        #expect(rows.count == 27)
        for row in rows {
            let probes = SwimProbes(members: Int(row[0]), aliveShare: row[1])
            #expect(Double(probes.living) == row[2])
            #expect(isNear(SwimProbes.synchronousLimit(aliveShare: row[1]), row[3]))
            #expect(isNear(probes.synchronousMean, row[4]), "\(row)")
            #expect(probes.synchronousP99 == row[5], "\(row)")
        }
    }

    /// The mean of 6000 simulated deaths is within 4 standard errors of each law.
    @Test("Simulated deaths are found when each law says, and the laws are far apart")
    func simulated() {
        // members; mean and deviation in step; in own periods at random; in own periods in turn
        let rows = table(
            """
                4   1.4273  0.7714   0.85428  0.82435  0.77329  0.63088
                8   1.5107  0.8816   0.94312  0.92308  0.88461  0.78956
                16  1.5553  0.92751  0.98014  0.97492  0.9535   0.90582
                32  1.5583  0.92553  0.97766  0.96596  0.95359  0.91554
                64  1.572   0.93549  0.99959  0.99828  0.98222  0.97565
            """)
        #expect(rows.count == 5)
        for row in rows {
            let probes = SwimProbes(members: Int(row[0]))
            let laws = [probes.synchronousMean, probes.unsynchronisedMean, probes.roundRobinMean]
            for (index, law) in laws.enumerated() {
                let mean = row[1 + 2 * index]
                let error = row[2 + 2 * index] / (6000.0).squareRoot()
                #expect(abs(law - mean) < 4 * error, "\(row[0]) members, law \(index): \(law)")
            }
            #expect(laws[0] - laws[1] > 0.5)
        }
    }

    @Test("Members with periods of their own need about (n-1)/n of a period")
    func ownPeriods() {
        for members in [16, 64, 1000] {
            let probes = SwimProbes(members: members)
            let bound = Double(members - 1) / Double(members)
            #expect(isNear(probes.roundRobinMean, bound, within: 0.02))
            #expect(probes.roundRobinMean > bound)
            #expect(probes.unsynchronisedMean > probes.roundRobinMean)
            #expect(isNear(probes.unsynchronisedMean, 1, within: 0.04))
        }
        // The only other member has nobody else to probe.
        let pair = SwimProbes(members: 2)
        #expect(pair.unsynchronisedMean == 0.5)
        #expect(pair.roundRobinMean == 0.5)
        #expect(pair.synchronousMean == 1 && pair.synchronousP99 == 1)
    }

    @Test("One prober alone, in turn, takes half a turn and a part of the next")
    func oneProber() {
        // By hand for two targets: 0, 1, 2 whole periods have 1/2, 3/8, 1/8, and half a period
        // more.
        #expect(isNear(SwimProbes(members: 3, aliveShare: 0.5).roundRobinMean, 0.625 + 0.5))
        // At random: half a period, and a geometric number with mean 1.
        #expect(isNear(SwimProbes(members: 3, aliveShare: 0.5).unsynchronisedMean, 1.5))
    }

    @Test("False detection has the paper's numbers")
    func falseDetection() {
        // The same paper, 3.1 and 4.1: chance of delivery, helpers, false detections per period
        let rows = table(
            """
                0.9    0  0.300575574
                0.9    1  0.10336794
                0.9    2  0.0355482346
                0.9    3  0.0122250379
                0.9    5  0.00144582112
                0.95   0  0.154242729
                0.95   1  0.0286110622
                0.95   2  0.00530717322
                0.95   3  0.000984447462
                0.95   5  3.38728006e-05
                0.99   0  0.0314813365
                0.99   1  0.00124049027
                0.99   2  4.88802661e-05
                0.99   3  1.92607752e-06
                0.99   5  2.99057131e-09
                0.999  0  0.00316237144
                0.999  1  1.26305242e-05
                0.999  2  5.0446364e-08
                0.999  3  2.0148298e-10
                0.999  5  0
            """)
        #expect(rows.count == 20)
        for row in rows {
            let chance = SwimMessages.falseDetection(delivery: row[0], helpers: Int(row[1]))
            #expect(abs(chance - row[2]) <= 2e-8 * row[2] + 2e-11, "\(row)")
        }
        #expect(SwimMessages.falseDetection(delivery: 1, helpers: 0) == 0)
        #expect(SwimMessages.falseDetection(delivery: 0, helpers: 0) == 1)
    }

    @Test("Word spreads by the paper's epidemic", arguments: [2, 16, 1000])
    func dissemination(members: Int) {
        func informed(_ periods: Double) -> Double {
            SwimMessages.informed(members: members, afterPeriods: periods)
        }
        #expect(isNear(informed(0), 1))
        #expect(
            isNear(
                informed(SwimMessages.periodsUntilHalf(members: members)), Double(members) / 2))
        #expect(
            isNear(
                informed(SwimMessages.periodsUntilAllButOne(members: members)),
                Double(members - 1)))
    }

    @Test("Silence is noticed between misses - 1 and misses periods later")
    func silence() {
        let silence = HeartbeatSilence(period: 100, misses: 3)
        #expect(silence.earliest == 200 && silence.mean == 250 && silence.latest == 300)
        #expect(silence.first(of: 1) == 250 && silence.last(of: 1) == 250)
        #expect(silence.first(of: 9) == 210 && silence.last(of: 9) == 290)
    }

    @Test("200 peers that all send to all every 100 ms send 398,000 messages/s")
    func load() {
        let silence = HeartbeatSilence(period: 0.1, misses: 3)
        #expect(isNear(silence.messages(links: 200 * 199 / 2), 398_000))
        #expect(isNear(silence.messages(links: 200), 4000))
    }
}
