import Testing
import Theory

/// Against worked tables, service mean 1.
@Suite("Open queues")
struct QueueTests {
    @Test("M/M/1 has the textbook's means and percentiles")
    func mm1() throws {
        // load, in system, response, wait, response p50, p99, wait p90, p99
        let rows = table(
            """
            0.1   0.111111111  1.11111111  0.111111111  0.770163534  5.11685576  0            2.55842788
            0.2   0.25         1.25        0.25         0.866433976  5.75646273  0.866433976  3.74466534
            0.3   0.428571429  1.42857143  0.428571429  0.990210258  6.57881455  1.56944613   4.8588534
            0.4   0.666666667  1.66666667  0.666666667  1.1552453    7.67528364  2.3104906    6.14813242
            0.5   1            2           1            1.38629436   9.21034037  3.21887582   7.82404601
            0.6   1.5          2.5         1.5          1.73286795   11.5129255  4.47939867   10.2358614
            0.7   2.33333333   3.33333333  2.33333333   2.3104906    15.3505673  6.48636716   14.1616508
            0.75  3            4           3            2.77258872   18.4206807  8.05961208   17.2699525
            0.8   4            5           4            3.4657359    23.0258509  10.3972077   21.9101332
            0.85  5.66666667   6.66666667  5.66666667   4.6209812    30.7011346  14.2671078   29.617675
            0.9   9            10          9            6.93147181   46.0517019  21.9722458   44.9980967
            0.95  19           20          19           13.8629436   92.1034037  45.025836    91.0775378
            0.98  49           50          49           34.657359    230.258509  114.119119   229.248374
            0.99  99           100         99           69.3147181   460.517019  229.253476   459.511985
            """)
        #expect(rows.count == 14)
        for row in rows {
            let queue = try MM1(arrivalRate: row[0], serviceMean: 1)
            #expect(isNear(queue.meanInSystem, row[1]))
            #expect(isNear(queue.meanResponse, row[2]))
            #expect(isNear(queue.meanWait, row[3]))
            #expect(isNear(queue.response(percentile: 0.5), row[4]))
            #expect(isNear(queue.response(percentile: 0.99), row[5]))
            #expect(isNear(queue.wait(percentile: 0.9), row[6]))
            #expect(isNear(queue.wait(percentile: 0.99), row[7]))
        }
    }

    @Test("M/D/1 has the means of Pollaczek and Khinchine and Crommelin's percentiles")
    func md1() throws {
        // load, wait, in system, response p50, p90, p95, p99, p99.9
        let rows = table(
            """
            0.1   0.0555555556  0.105555556  1           1           1.54067221  1.9531018   2.64356865
            0.2   0.125         0.225        1           1.58891518  1.85925128  2.43444767  3.28936158
            0.3   0.214285714   0.364285714  1           1.83771476  2.07082342  2.8908734   4.02311372
            0.4   0.333333333   0.533333333  1           2.04192528  2.53930111  3.51991559  4.94061831
            0.5   0.5           0.75         1           2.51574484  3.05063841  4.33625596  6.16838503
            0.6   0.75          1.05         1.37190592  3.09837569  3.82946571  5.52961256  7.96009689
            0.7   1.16666667    1.51666667   1.72975089  4.07708687  5.10289796  7.48549943  10.8943538
            0.75  1.5           1.875        1.92419624  4.85242138  6.11220799  9.03739322  13.2223841
            0.8   2             2.4          2.27593987  6.0115115   7.620325    11.3558868  16.7002682
            0.85  2.83333333    3.25833333   2.85249789  7.93776223  10.1265059  15.2086108  22.4794592
            0.9   4.5           4.95         4.01304752  11.782505   15.1286738  22.8982373  34.0139697
            0.95  9.5           9.975        7.48066791  23.3022289  30.1162044  45.9377655  68.5733022
            """)
        #expect(rows.count == 12)
        for row in rows {
            let queue = try MD1(arrivalRate: row[0], serviceMean: 1)
            #expect(isNear(queue.meanWait, row[1]))
            #expect(isNear(queue.meanInSystem, row[2]))
            for (share, expected) in zip([0.5, 0.9, 0.95, 0.99, 0.999], row[3...]) {
                #expect(isNear(queue.response(percentile: share), expected), "\(row[0]) \(share)")
            }
        }
    }

    @Test("M/M/c has Erlang's chances and the waits that follow from them")
    func mmc() throws {
        // servers, load, B, C, wait, in system, wait p50, p99
        let rows = table(
            """
            1   0.5   0.333333333     0.5             1               1           0            7.82404601
            1   0.8   0.444444444     0.8             4               4           2.35001815   21.9101332
            1   0.95  0.487179487     0.95            19              19          12.8370777   91.0775378
            2   0.5   0.2             0.333333333     0.333333333     1.33333333  0            3.5065579
            2   0.8   0.329896907     0.711111111     1.77777778      4.44444444  0.880551484  10.660609
            2   0.95  0.383634431     0.925641026     9.25641026      19.4871795  6.158784     45.2790141
            4   0.5   0.0952380952    0.173913043     0.0869565217    2.17391304  0            1.42798517
            4   0.8   0.22814493      0.596432472     0.74554059      5.58572989  0.220447412  5.11047617
            4   0.95  0.291024361     0.891418995     4.45709498      20.7369609  2.89103236   22.4511474
            10  0.5   0.0183845703    0.0361053592    0.00722107183   5.03610536  0            0.256771243
            10  0.8   0.121661064     0.409180151     0.204590075     9.6367206   0            1.85578522
            10  0.95  0.191379158     0.825585578     1.65117116      25.186126   1.00296966   8.82701567
            32  0.5   0.000145550178  0.000291057992  1.81911245e-05  16.0002911  0            0
            32  0.8   0.0368612622    0.160623214     0.0250973771    26.2424929  0            0.433824413
            32  0.95  0.102589296     0.695710114     0.434818821     43.6184922  0.206453108  2.65146749
            """)
        #expect(rows.count == 15)
        for row in rows {
            let queue = try MMC(servers: Int(row[0]), utilisation: row[1])
            #expect(isNear(queue.blockingProbability, row[2]))
            #expect(isNear(queue.waitProbability, row[3]))
            #expect(isNear(queue.meanWait, row[4]))
            #expect(isNear(queue.meanInSystem, row[5]))
            #expect(isNear(queue.wait(percentile: 0.5), row[6]))
            #expect(isNear(queue.wait(percentile: 0.99), row[7]))
        }
    }

    @Test("M/G/1 has the mean of Pollaczek and Khinchine for any spread of service times")
    func mg1() throws {
        // squared coefficient of variation, load, wait, response
        let rows = table(
            """
            0    0.5  0.5   1.5
            0    0.9  4.5   5.5
            0.5  0.5  0.75  1.75
            0.5  0.9  6.75  7.75
            1    0.5  1     2
            1    0.9  9     10
            4    0.5  2.5   3.5
            4    0.9  22.5  23.5
            20   0.5  10.5  11.5
            20   0.9  94.5  95.5
            """)
        #expect(rows.count == 10)
        for row in rows {
            let queue = try MG1(arrivalRate: row[1], serviceMean: 1, serviceSCV: row[0])
            #expect(isNear(queue.meanWait, row[2]))
            #expect(isNear(queue.meanResponse, row[3]))
        }
    }

    @Test("Pooling: one fast server is N times as good as N separate ones, a shared queue between")
    func pooling() throws {
        // servers, load, response of separate, shared, one fast
        let rows = table(
            """
            2   0.5  2   1.33333333  1
            2   0.9  10  5.26315789  5
            5   0.5  2   1.05214852  0.4
            5   0.9  10  2.52498644  2
            10  0.5  2   1.00722107  0.2
            10  0.9  10  1.66873152  1
            20  0.5  2   1.00037311  0.1
            20  0.9  10  1.2753845   0.5
            50  0.5  2   1.00000029  0.04
            50  0.9  10  1.07277289  0.2
            """)
        #expect(rows.count == 10)
        for row in rows {
            let pooling = try Pooling(servers: Int(row[0]), utilisation: row[1])
            #expect(isNear(pooling.separate.meanResponse, row[2]))
            #expect(isNear(pooling.shared.meanResponse, row[3]))
            #expect(isNear(pooling.oneFast.meanResponse, row[4]))
        }
    }
}
