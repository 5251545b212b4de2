import Testing
import Theory

@Suite("Sample paths")
struct LindleyTests {
    @Test("One worker: each waits for those before")
    func oneWorker() {
        #expect(
            lindleyResponses(arrivals: [0, 1, 2, 20], services: [5, 5, 1, 2]) == [5, 9, 9, 2])
    }

    @Test("Two workers: each takes the one that is free first")
    func twoWorkers() {
        #expect(
            lindleyResponses(arrivals: [0, 1, 2, 3], services: [5, 1, 4, 1], workers: 2)
                == [5, 1, 4, 3])
    }

    @Test("Nothing asked, nothing answered; nobody waits where there are workers enough")
    func edges() {
        #expect(lindleyResponses(arrivals: [], services: []) == [])
        #expect(
            lindleyResponses(arrivals: [-7, -7, -7], services: [3, 4, 5], workers: 3) == [3, 4, 5])
    }

    @Test("Arrivals without pause at 80 % never wait")
    func deterministic() {
        let arrivals = (0..<1000).map { Int64($0) * 10 }
        let responses = lindleyResponses(
            arrivals: arrivals, services: [Int64](repeating: 8, count: 1000))
        #expect(responses == [Int64](repeating: 8, count: 1000))
    }
}
