import Testing
import Theory

@Suite("Shares")
struct ShareTests {
    @Test("Zipf's shares have the worked numbers")
    func zipf() {
        // exponent, keys, share of the first, of the first ten, most providers worth having
        let rows = table(
            """
            0     100    0.01          0.1           100
            0     10000  0.0001        0.001         10000
            0.6   100    0.0721876322  0.321335584   13.8527885
            0.6   10000  0.010248409   0.0456197049  97.5761217
            0.8   100    0.122934147   0.438274554   8.13443643
            0.8   10000  0.036885881   0.131502463   27.1106443
            0.9   100    0.155600115   0.501210226   6.42673048
            0.9   10000  0.0637394296  0.20531382    15.6888759
            0.99  100    0.188872792   0.558328281   5.29456883
            0.99  10000  0.0978056189  0.289123925   10.2243615
            1     100    0.192775636   0.564633718   5.18737752
            1     10000  0.10217003    0.299252774   9.78760604
            1.2   100    0.277543936   0.68489888    3.60303314
            1.2   10000  0.208370503   0.514198675   4.79914377
            """)
        #expect(rows.count == 14)
        for row in rows {
            let zipf = Zipf(keys: Int(row[1]), exponent: row[0])
            #expect(isNear(zipf.share(rank: 1), row[2]))
            #expect(isNear(zipf.share(ofFirst: 10), row[3]))
            #expect(isNear(zipf.speedUpBound(providers: .max), row[4]))
        }
    }

    @Test("A thousand keys at exponents 0.99 and 1")
    func thousandKeys() {
        let zipf = Zipf(keys: 1000, exponent: 0.99)
        #expect(isNear(zipf.zeta, 7.728953, within: 1e-7))
        #expect(isNear(zipf.share(rank: 1), 0.12938, within: 1e-4))
        #expect(isNear(zipf.share(rank: 2), 0.06514, within: 1e-4))
        #expect(isNear(zipf.share(rank: 3), 0.04360, within: 1e-4))
        #expect(isNear(zipf.share(rank: 10), 0.01324, within: 2e-4))
        #expect(isNear(zipf.share(ofFirst: 10), 0.3825, within: 1e-4))
        #expect(isNear(zipf.share(ofFirst: 100), 0.6850, within: 1e-4))
        #expect(isNear(Zipf(keys: 1000, exponent: 1).zeta, 7.485471, within: 1e-7))
    }

    @Test("A hot key bounds the speed-up, and so does the number of providers")
    func speedUp() {
        let hot = Zipf(keys: 10_000, exponent: 1.2)
        #expect(isNear(hot.speedUpBound(providers: 20), 4.79914377))
        #expect(hot.speedUpBound(providers: 3) == 3)
    }

    @Test("Jain's index has the worked numbers")
    func jain() throws {
        let ones = [Double](repeating: 1, count: 9)
        #expect(try jainIndex(of: ones) == 1)
        #expect(try jainIndex(of: [1e300, 1e300]) == 1)
        #expect(isNear(try jainIndex(of: [1] + ones.map { $0 - 1 }), 0.1))
        #expect(isNear(try jainIndex(of: [1, 1, 1, 1, 1, 0, 0, 0, 0, 0]), 0.5))
        #expect(isNear(try jainIndex(of: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), 0.785714286))
        #expect(isNear(try jainIndex(of: ones + [2]), 0.930769231))
        #expect(isNear(try jainIndex(of: ones + [10]), 0.331192661))
        #expect(isNear(try jainIndex(of: ones + [1, 10]), 0.330578512))
    }

    @Test("Nothing at all is not shared evenly")
    func nothing() {
        #expect(throws: ModelError.allZero) { try jainIndex(of: [0, 0]) }
    }
}
