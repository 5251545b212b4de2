import Glibc
import Testing
import Theory

/// Where a formula could go wrong rather than a number.
@Suite("Open queues at their limits")
struct QueueLimitTests {
    @Test("A queue that cannot keep up has no numbers", arguments: [1, 1.5])
    func unstable(load: Double) {
        let error = ModelError.unstable(utilisation: load)
        #expect(throws: error) { try MM1(arrivalRate: load, serviceMean: 1) }
        #expect(throws: error) { try MD1(arrivalRate: load * 5, serviceMean: 0.2) }
        #expect(throws: error) { try MG1(utilisation: load, serviceSCV: 1) }
        #expect(throws: error) { try MMC(servers: 4, arrivalRate: load * 4, serviceMean: 1) }
        #expect(throws: error) { try Pooling(servers: 4, utilisation: load) }
        #expect(throws: error) { try WaitNoise(utilisation: load) }
    }

    @Test("Nobody arrives: nobody waits")
    func idle() throws {
        let queues: [any QueueWithPercentiles] = [
            try MM1(utilisation: 0, serviceMean: 3), try MD1(utilisation: 0, serviceMean: 3),
            try MMC(servers: 2, utilisation: 0, serviceMean: 3),
        ]
        for queue in queues {
            #expect(queue.meanWait == 0)
            #expect(queue.meanResponse == 3)
            #expect(queue.wait(percentile: 0.999) == 0)
        }
    }

    @Test(
        "Crommelin's sum itself, where its digits last, is the same", arguments: [0.1, 0.5, 0.98])
    func crommelin(load: Double) throws {
        let queue = try MD1(utilisation: load)
        for time in [0, 0.3, 0.999, 1, 2.5, 4.2] {
            var sum = 0.0
            for whole in 0...Int(time) {
                let term = load * (Double(whole) - time)
                sum += pow(term, Double(whole)) * exp(-term) / tgamma(Double(whole) + 1)
            }
            #expect(abs(queue.waitExceeds(time) - (1 - (1 - load) * sum)) < 1e-12, "\(time)")
        }
    }

    @Test("M/D/1 goes from the exact sum to its tail without a step", arguments: [0.3, 0.8, 0.98])
    func tail(load: Double) throws {
        let queue = try MD1(utilisation: load)
        let step = queue.waitExceeds(32.nextDown) - queue.waitExceeds(32)
        #expect(abs(step) < 1e-13)
    }

    @Test("M/D/1 keeps its digits at 98 %, where Crommelin's sum needs 260 of them")
    func heavy() throws {
        let queue = try MD1(utilisation: 0.98)
        #expect(isNear(queue.response(percentile: 0.5), 17.87904821267864, within: 1e-12))
        #expect(isNear(queue.response(percentile: 0.9), 57.8449512070336, within: 1e-12))
        #expect(isNear(queue.response(percentile: 0.99), 115.02323174329251, within: 1e-12))
        #expect(isNear(queue.response(percentile: 0.999), 172.20151227955148, within: 1e-12))
    }

    @Test("M/D/1 at the brink waits exponentially with its mean (Kingman 1962)")
    func brink() throws {
        let queue = try MD1(utilisation: 0.9999)
        #expect(isNear(queue.wait(percentile: 0.99), -log(0.01) * queue.meanWait, within: 1e-3))
    }

    @Test("One of many servers is the one server")
    func oneServer() throws {
        let one = try MM1(utilisation: 0.7, serviceMean: 2)
        let many = try MMC(servers: 1, utilisation: 0.7, serviceMean: 2)
        for share in [0.1, 0.5, 0.9, 0.99, 0.999] {
            #expect(isNear(many.response(percentile: share), one.response(percentile: share)))
            #expect(isNear(many.wait(percentile: share), one.wait(percentile: share)))
        }
    }

    @Test("M/M/c's response where waiting and service end at the same rate")
    func equalRates() throws {
        // Two servers at 0.5: both rates are 1, and P(T > t) = e^-t (1 + t / 3).
        let queue = try MMC(servers: 2, utilisation: 0.5)
        for time in [0.1, 1, 5] {
            #expect(isNear(queue.responseExceeds(time), exp(-time) * (1 + time / 3)))
        }
        let nearly = try MMC(servers: 2, utilisation: 0.5 + 1e-12)
        #expect(isNear(nearly.responseExceeds(1), queue.responseExceeds(1)))
    }

    @Test("The mean of M/M/c's response is what its distribution adds up to")
    func meanOfDistribution() throws {
        let queue = try MMC(servers: 4, utilisation: 0.8)
        let step = 0.01
        let sum = (0..<10_000).reduce(0) { $0 + queue.responseExceeds((Double($1) + 0.5) * step) }
        #expect(isNear(sum * step, queue.meanResponse, within: 1e-5))
    }

    @Test("Service times of 0.5, one in ten of 5.5: mean 1, squared variation 2.25")
    func twoPoints() throws {
        let service = try TwoPointService(low: 0.5, high: 5.5, highShare: 0.1)
        #expect(service.mean == 1)
        #expect(isNear(service.scv, 2.25))
        #expect(isNear(try MG1(utilisation: 0.5, service: service).meanResponse, 2.625))
        #expect(throws: ModelError.lowAboveHigh(low: 2, high: 1)) {
            try TwoPointService(low: 2, high: 1, highShare: 0.5)
        }
    }

    @Test("How noisy the mean wait of a run is")
    func noise() throws {
        let rows = [
            (0.5, 0.0538516481), (0.8, 0.111130554), (0.9, 0.210528436), (0.99, 2.01005025),
        ]
        for (load, deviation) in rows {
            let noise = try WaitNoise(utilisation: load)
            #expect(isNear(noise.relativeStandardDeviation(customers: 10_000), deviation))
        }
        #expect(
            try WaitNoise(utilisation: 0.5).customers(forRelativeStandardDeviation: 0.1) == 2900)
    }
}
