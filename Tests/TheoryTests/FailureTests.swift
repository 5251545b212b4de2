import Testing
import Theory

@Suite("What failures leave")
struct FailureTests {
    @Test("Keys lost have the hypergeometric distribution's worked numbers")
    func keyLoss() throws {
        // Hypergeometric (Feller 1968, II.6): nodes, killed, replicas, f^r, C(m, r) / C(N, r),
        // deviation of the share of 1000 keys
        let rows = table(
            """
                10    3    1  0.3      0.3             0.0144913767
                10    3    2  0.09     0.0666666667    0.00788810638
                10    3    3  0.027    0.00833333333   0.00287469805
                10    3    5  0.00243  0               0
                10    5    1  0.5      0.5             0.0158113883
                10    5    2  0.25     0.222222222     0.013146844
                10    5    3  0.125    0.0833333333    0.00874007373
                10    5    5  0.03125  0.00396825397   0.00198809128
                20    6    1  0.3      0.3             0.0144913767
                20    6    2  0.09     0.0789473684    0.00852729039
                20    6    3  0.027    0.0175438596    0.00415163494
                20    6    5  0.00243  0.000386996904  0.000621970367
                20    10   1  0.5      0.5             0.0158113883
                20    10   2  0.25     0.236842105     0.0134442524
                20    10   3  0.125    0.105263158     0.00970478364
                20    10   5  0.03125  0.01625387      0.00399871
                100   30   1  0.3      0.3             0.0144913767
                100   30   2  0.09     0.0878787879    0.00895299428
                100   30   3  0.027    0.0251082251    0.00494750464
                100   30   5  0.00243  0.00189282367   0.0013744966
                100   50   1  0.5      0.5             0.0158113883
                100   50   2  0.25     0.247474747     0.0136466478
                100   50   3  0.125    0.121212121     0.0103208402
                100   50   5  0.03125  0.0281422472    0.00522974771
                1000  300  1  0.3      0.3             0.0144913767
                1000  300  2  0.09     0.0897897898    0.00904033094
                1000  300  3  0.027    0.0268109793    0.00510804764
                1000  300  5  0.00243  0.00237359348   0.00153881758
                1000  500  1  0.5      0.5             0.0158113883
                1000  500  2  0.25     0.24974975      0.013688492
                1000  500  3  0.125    0.124624625     0.0104447751
                1000  500  5  0.03125  0.0309376578    0.00547544694
            """)
        #expect(rows.count == 32)
        for row in rows {
            let loss = try KeyLoss(nodes: Int(row[0]), killed: Int(row[1]), replicas: Int(row[2]))
            #expect(isNear(loss.limit, row[3]), "\(row)")
            #expect(isNear(loss.share, row[4]), "\(row)")
            #expect(isNear(loss.standardDeviation(keys: 1000), row[5]), "\(row)")
        }
    }

    @Test("Nothing is lost with fewer deaths than replicas, and everything with all of them")
    func keyLossAtItsEnds() throws {
        #expect(try KeyLoss(nodes: 20, killed: 2, replicas: 3).share == 0)
        #expect(try KeyLoss(nodes: 20, killed: 20, replicas: 3).share == 1)
        #expect(throws: ModelError.tooMany("killed", 21, of: "nodes", 20)) {
            try KeyLoss(nodes: 20, killed: 21, replicas: 1)
        }
        #expect(throws: ModelError.tooMany("replicas", 21, of: "nodes", 20)) {
            try KeyLoss(nodes: 20, killed: 1, replicas: 21)
        }
    }

    @Test("Counting every way to kill 3 of 7 gives the same share, however keys are placed")
    func keyLossByCounting() throws {
        let placements = [[0, 1], [1, 2], [2, 3], [6, 0], [1, 5]]
        var ways = 0
        var lost = 0
        for dead in 0..<(1 << 7) where dead.nonzeroBitCount == 3 {
            ways += 1
            lost += placements.count { holders in holders.allSatisfy { dead >> $0 & 1 == 1 } }
        }
        let share = Double(lost) / Double(ways * placements.count)
        #expect(isNear(try KeyLoss(nodes: 7, killed: 3, replicas: 2).share, share))
    }

    @Test("Replicas of which any is enough have the worked numbers")
    func anyReplica() {
        // Barlow and Proschan 1975: availability, replicas, any up, none up, nines, hours down per
        // year
        let rows = table(
            """
                0.5    1  0.5          0.5        0.301029996  4380
                0.5    3  0.875        0.125      0.903089987  1095
                0.5    5  0.96875      0.03125    1.50514998   273.75
                0.9    1  0.9          0.1        1            876
                0.9    3  0.999        0.001      3            8.76
                0.9    5  0.99999      1e-05      5            0.0876
                0.95   1  0.95         0.05       1.30103      438
                0.95   3  0.999875     0.000125   3.90308999   1.095
                0.95   5  0.999999688  3.125e-07  6.50514998   0.0027375
                0.99   1  0.99         0.01       2            87.6
                0.99   3  0.999999     1e-06      6            0.00876
                0.99   5  1            1e-10      10           8.76e-07
                0.999  1  0.999        0.001      3            8.76
                0.999  3  0.999999999  1e-09      9            8.76e-06
                0.999  5  1            0          15           8.76e-12
            """)
        #expect(rows.count == 15)
        for row in rows {
            let system = ReplicaAvailability(availability: row[0], replicas: Int(row[1]))
            #expect(isNear(system.atLeast(1), row[2]), "\(row)")
            #expect(isNear(system.fewerThan(1), row[3]), "\(row)")
            #expect(isNear(system.fewerThan(1) * 8760, row[5]), "\(row)")
        }
    }

    @Test("So many of n have the worked numbers")
    func someReplicas() {
        // Barlow and Proschan 1975: availability, replicas, needed, availability of so many
        let rows = table(
            """
                0.9    1   1   0.9
                0.9    3   2   0.972
                0.9    5   3   0.99144
                0.9    7   4   0.997272
                0.9    3   1   0.999
                0.9    3   3   0.729
                0.9    10  7   0.987204802
                0.9    14  10  0.990769788
                0.95   1   1   0.95
                0.95   3   2   0.99275
                0.95   5   3   0.998841875
                0.95   7   4   0.999806422
                0.95   3   1   0.999875
                0.95   3   3   0.857375
                0.95   10  7   0.998971502
                0.95   14  10  0.99957261
                0.99   1   1   0.99
                0.99   3   2   0.999702
                0.99   5   3   0.999990149
                0.99   7   4   0.999999658
                0.99   3   1   0.999999
                0.99   3   3   0.970299
                0.99   10  7   0.999997999
                0.99   14  10  0.999999814
                0.999  1   1   0.999
                0.999  3   2   0.999997002
                0.999  5   3   0.99999999
                0.999  7   4   1
                0.999  3   1   0.999999999
                0.999  3   3   0.997002999
                0.999  10  7   1
                0.999  14  10  1
            """)
        #expect(rows.count == 32)
        for row in rows {
            let system = ReplicaAvailability(availability: row[0], replicas: Int(row[1]))
            #expect(isNear(system.atLeast(Int(row[2])), row[3]), "\(row)")
            #expect(isNear(system.fewerThan(Int(row[2])), 1 - row[3], within: 1e-5), "\(row)")
        }
    }

    @Test("A majority is more than half, also of an even number")
    func majority() {
        let majorities = (1...7).map {
            ReplicaAvailability(availability: 0.9, replicas: $0).majority
        }
        #expect(majorities == [1, 2, 2, 3, 3, 4, 4])
        let certain = ReplicaAvailability(availability: 1, replicas: 3)
        #expect(certain.atLeast(3) == 1 && certain.fewerThan(3) == 0)
        let never = ReplicaAvailability(availability: 0, replicas: 3)
        #expect(never.atLeast(1) == 0 && never.fewerThan(1) == 1)
    }

    @Test("A partition keeps q² + (1 - q)² of very many pairs, and a star its own side")
    func partition() {
        // share cut off, pairs kept, clients cut off, clients served
        let rows = table(
            """
                0.05  0.905  0.05  0.95
                0.1   0.82   0.1   0.9
                0.2   0.68   0.2   0.8
                0.25  0.625  0.25  0.75
                0.3   0.58   0.3   0.7
                0.4   0.52   0.4   0.6
                0.5   0.5    0.5   0.5
            """)
        #expect(rows.count == 7)
        for row in rows {
            #expect(isNear(PartitionedPairs.limit(share: row[0]), row[1]))
            let split = PartitionedPairs(nodes: 100, share: row[0])
            #expect(isNear(1 - split.starServed, row[2]))
            #expect(isNear(split.starServed, row[3]))
            let large = PartitionedPairs(nodes: 1_000_000_000, share: row[0])
            #expect(isNear(large.meshShare, row[1]))
        }
    }

    @Test("Ten nodes in halves keep exactly 40 of 90 pairs, and nobody has a majority")
    func halves() {
        let split = PartitionedPairs(nodes: 10, share: 0.5)
        #expect(split.meshPairs == 40 && split.pairs == 90)
        #expect(split.starShare == 20.0 / 90)
        #expect(split.withMajority == 0)
        #expect(PartitionedPairs(nodes: 10, share: 0.4).withMajority == 0.6)
        #expect(PartitionedPairs(nodes: 11, share: 0.5).withMajority == 6.0 / 11)
        #expect(PartitionedPairs(nodes: 10, share: 0).meshShare == 1)
    }

    @Test("Counting the pairs of a group one by one gives the same", arguments: 2...9)
    func pairsByCounting(nodes: Int) {
        for cutOff in 0...nodes {
            let split = PartitionedPairs(nodes: nodes, share: Double(cutOff) / Double(nodes))
            var kept = 0
            for from in 0..<nodes {
                for to in 0..<nodes where from != to && (from < cutOff) == (to < cutOff) {
                    kept += 1
                }
            }
            #expect(split.cutOff == cutOff)
            #expect(split.meshPairs == Double(kept))
        }
    }

    @Test("A random overlay has the worked numbers of percolation")
    func overlay() {
        // Callaway et al., PRL 85, 2000: degree, killed share, threshold, S, S²
        let rows = table(
            """
                3   0.1  0.5          0.998628258  0.997258397
                3   0.2  0.5          0.984375     0.968994141
                3   0.3  0.5          0.921282799  0.848761995
                3   0.4  0.5          0.703703704  0.495198903
                3   0.5  0.5          0            0
                3   0.6  0.5          0            0
                3   0.7  0.5          0            0
                3   0.8  0.5          0            0
                3   0.9  0.5          0            0
                4   0.1  0.666666667  0.999896247  0.999792506
                4   0.2  0.666666667  0.998160172  0.996323729
                4   0.3  0.666666667  0.989013405  0.978147516
                4   0.4  0.666666667  0.956218807  0.914354407
                4   0.5  0.666666667  0.854101966  0.729490169
                4   0.6  0.666666667  0.541502622  0.29322509
                4   0.7  0.666666667  0            0
                4   0.8  0.666666667  0            0
                4   0.9  0.666666667  0            0
                5   0.1  0.75         0.999989955  0.99997991
                5   0.2  0.75         0.999669349  0.999338808
                5   0.3  0.75         0.997310528  0.99462829
                5   0.4  0.75         0.987180284  0.974524913
                5   0.5  0.75         0.952493528  0.90724392
                5   0.6  0.75         0.841987741  0.708943356
                5   0.7  0.75         0.473764427  0.224452732
                5   0.8  0.75         0            0
                5   0.9  0.75         0            0
                10  0.1  0.888888889  1            1
                10  0.2  0.888888889  0.999999898  0.999999795
                10  0.3  0.888888889  0.999994092  0.999988185
                10  0.4  0.888888889  0.999894728  0.999789467
                10  0.5  0.888888889  0.999003845  0.998008683
                10  0.6  0.888888889  0.993505949  0.987054071
                10  0.7  0.888888889  0.965289253  0.931783343
                10  0.8  0.888888889  0.818747125  0.670346854
                10  0.9  0.888888889  0            0
            """)
        #expect(rows.count == 36)
        for row in rows {
            let overlay = OverlayKill(degree: Int(row[0]), killedShare: row[1])
            #expect(isNear(overlay.threshold, row[2]))
            #expect(isNear(overlay.connectedShare, row[3]), "\(row)")
            #expect(isNear(overlay.meanReach, row[4]), "\(row)")
        }
    }

    @Test("Floods of 1000 nodes, simulated on random regular graphs, reach about as many")
    func floods() {
        // degree, killed share, mean reach in 40 graphs
        let rows = table(
            """
                5  0.1  1
                5  0.2  0.99959
                5  0.3  0.99448
                5  0.4  0.96553
                5  0.5  0.90639
                5  0.6  0.68564
                5  0.7  0.23827
                5  0.8  0.024888
            """)
        #expect(rows.count == 8)
        for row in rows {
            let overlay = OverlayKill(degree: Int(row[0]), killedShare: row[1])
            #expect(abs(overlay.meanReach - row[2]) < 0.03, "\(row)")
        }
    }

    @Test("Nobody killed, everybody reached; at the threshold nothing large is left")
    func overlayAtItsEnds() {
        #expect(OverlayKill(degree: 5, killedShare: 0).meanReach == 1)
        #expect(OverlayKill(degree: 5, killedShare: 1).meanReach == 0)
        #expect(OverlayKill(degree: 5, killedShare: 0.75).meanReach == 0)
        let below = OverlayKill(degree: 5, killedShare: 0.7499)
        #expect(below.connectedShare > 0 && below.connectedShare < 0.01)
    }

    @Test("Lookups before and after repair, and a ring's successors")
    func lookup() {
        let lookup = LookupSuccess(killedShare: 0.2)
        #expect(isNear(lookup.beforeRepair(hops: 3.86), 0.42, within: 0.01))
        #expect(lookup.afterRepair(replicas: 1) == 0.8)
        #expect(isNear(lookup.afterRepair(replicas: 3), 0.992))
        // Chord, SIGCOMM 2001, 6.5: 500 nodes, 5 hops, k killed: about k/100 fail.
        let few = LookupSuccess(killedShare: 5.0 / 500)
        #expect(isNear(1 - few.beforeRepair(hops: 5), 0.05, within: 0.03))
        let half = LookupSuccess(killedShare: 0.5)
        #expect(isNear(half.ringBreaks(nodes: 100, successors: 13), 0.012, within: 0.02))
        #expect(half.ringBreaks(nodes: 100, successors: 1) == 1)
    }
}
