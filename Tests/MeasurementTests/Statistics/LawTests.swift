import Core
import Measurement
import Testing

@Suite("Laws of operation")
struct LawTests {
    @Test("Little: what lies inside the window agrees exactly, without edges")
    func inside() {
        let law = LittlesLaw(operations: [0..<10, 5..<25, 25..<25], window: 0..<100)
        #expect(law.arrivals == 3 && law.timeInside == 30 && law.timeOfArrivals == 30)
        #expect(law.meanInFlight == 0.3 && law.throughputTimesResponse == 0.3)
        #expect(law.gap == 0 && law.edgeShare == 0)
        #expect(abs(law.gap(observedInFlight: 0.4) - 0.25) < 1e-12)
    }

    @Test("Little: what crosses an edge is clipped, and stated")
    func edges() {
        // Before, across the begin, inside, across the end, throughout, after.
        let law = LittlesLaw(
            operations: [-20 ..< -10, -10..<10, 20..<40, 90..<130, -5..<105, 100..<110],
            window: 0..<100)
        #expect(law.arrivals == 2)
        #expect(law.timeInside == 10 + 20 + 10 + 100)
        #expect(law.timeOfArrivals == 20 + 40)
        #expect(law.timeAcrossEdges == 10 + 30 + 100)
        #expect(law.gap == 80.0 / 140)
    }

    @Test("Little: nothing in flight has no gap")
    func nothing() {
        let law = LittlesLaw(operations: [200..<300], window: 0..<100)
        #expect(law.gap == nil && law.edgeShare == nil && law.meanInFlight == 0)
    }

    @Test("Little: a queue agrees to its edges, and with events counted one by one")
    func queue() throws {
        for trial in 0..<20 {
            var series = Series(seed: 91, trial)
            let queue = series.queue(load: 0.8, perSecond: 1_000, seconds: 2)
            let operations = zip(queue.times, queue.sojourns).map { $0..<($0 + $1) }
            let window = Nanoseconds.milliseconds(500)..<Nanoseconds.milliseconds(1_500)
            let law = LittlesLaw(operations: operations, window: window)
            #expect(law.timeInside == inFlightTime(of: operations, within: window))
            let gap = try #require(law.gap)
            let edge = try #require(law.edgeShare)
            #expect(abs(gap) <= edge && edge < 0.1)
        }
    }

    /// The integral of the number in flight, from event to event.
    private func inFlightTime(
        of operations: [Range<Nanoseconds>], within window: Range<Nanoseconds>
    ) -> Int128 {
        let events = operations.flatMap { [($0.lowerBound, 1), ($0.upperBound, -1)] }
            .sorted { $0.0 < $1.0 }
        var inFlight = 0
        var last = window.lowerBound
        var sum: Int128 = 0
        for (time, change) in events {
            let clipped = min(max(time, window.lowerBound), window.upperBound)
            sum += Int128(inFlight) * Int128(clipped - last)
            last = clipped
            inFlight += change
        }
        return sum
    }

    @Test(
        "The interactive law holds for known closed networks",
        arguments: [
            // Exact mean value analysis of one exponential server of mean 1 ms.
            (10, 0.0, 1_000.0, 0.010), (10, 0.009, 832.0, 0.003_019), (50, 0.099, 495.5, 0.001_912),
            // Ten milliseconds of delay and 50 clients that do not think.
            (50, 0, 5_000, 0.010),
        ])
    func interactive(clients: Int, think: Double, throughput: Double, response: Double) {
        let law = InteractiveLaw(
            clients: clients, thinkSeconds: think, throughputPerSecond: throughput,
            responseSeconds: response)
        #expect(abs(law.gap) < 0.01)
        #expect(abs(law.gapOfCycle) < 0.000_1)
    }

    @Test("The interactive law shows a response that leaves out a wait")
    func omitted() {
        let law = InteractiveLaw(
            clients: 10, thinkSeconds: 0, throughputPerSecond: 1_000, responseSeconds: 0.005)
        #expect(law.expectedResponseSeconds == 0.01)
        #expect(law.gap == -1 && law.gapOfCycle == -0.5)
    }
}
