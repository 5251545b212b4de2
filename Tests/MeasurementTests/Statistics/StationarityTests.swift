import Core
import Glibc
import Measurement
import Testing

@Suite("Stationarity")
struct StationarityTests {
    /// The verdict on responses in milliseconds at 1,000 a second.
    private func verdict(seconds: Int = 60, _ response: (_ second: Double) -> Double)
        -> Stationarity?
    {
        let times = (0..<seconds * 1_000).map { Nanoseconds.milliseconds(Int64($0)) }
        let responses = times.map { Nanoseconds.seconds(response($0.inSeconds) / 1_000) }
        return Stationarity(times: times, responses: responses)
    }

    @Test("10 ms for 5 s and 2 ms after that is a warm-up too short, to be cut at 5 s")
    func step() {
        let verdict = verdict { $0 < 5 ? 10 : 2 }
        #expect(verdict == .warmUpTooShort(cut: .seconds(5)))
        #expect(verdict?.cut == .seconds(5))
    }

    @Test("So it is in noise, within a second")
    func noisyStep() throws {
        var series = Series(seed: 61, 0)
        let noisy = verdict { ($0 < 5 ? 10 : 2) * series.exponential() }
        guard case .warmUpTooShort(let cut)? = noisy else {
            Issue.record("\(String(describing: noisy))")
            return
        }
        #expect(abs(cut - .seconds(5)) < .seconds(1))
    }

    @Test("A drift is not stationary, with and without noise, up or down, throughout or at the end")
    func drift() {
        var series = Series(seed: 62, 0)
        #expect(verdict { 2 + 8 * $0 / 60 } == .notStationary)
        #expect(verdict { 10 - 8 * $0 / 60 } == .notStationary)
        #expect(verdict { (2 + 8 * $0 / 60) * series.exponential() } == .notStationary)
        #expect(verdict { $0 < 48 ? 2 : 2 + ($0 - 48) } == .notStationary)
        #expect(verdict { ($0 < 48 ? 2 : 2 + ($0 - 48)) * series.exponential() } == .notStationary)
        #expect(verdict { _ in 2 }?.cut == 0)
        #expect(verdict { 2 + $0 }?.cut == nil)
    }

    @Test("Constants are stationary, whatever they are", arguments: [0, 1e-6, 1.0 / 3, 500, 3.6e6])
    func constant(milliseconds: Double) {
        #expect(verdict { _ in milliseconds } == .stationary)
        #expect(verdict(seconds: 1) { _ in milliseconds } == .stationary)
    }

    @Test("One slow response in the beginning, or a hundred, is not worth a word")
    func connections() {
        #expect(verdict { $0 < 0.001 ? 20 : 2 } == .stationary)
        #expect(verdict { $0 < 0.1 ? 20 : 2 } == .stationary)
    }

    @Test("Steady noise is stationary, also where a window of time was left out")
    func noise() {
        var series = Series(seed: 63, 0)
        let times = (0..<60_000).filter { $0 < 30_000 || $0 >= 31_000 }
            .map { Nanoseconds.milliseconds(Int64($0)) }
        let responses = times.map { _ in Nanoseconds.seconds(series.exponential()) }
        #expect(Stationarity(times: times, responses: responses) == .stationary)
    }

    @Test("Few samples are not judged")
    func few() {
        let times = (0..<200).map { Nanoseconds($0) }
        #expect(Stationarity(times: [], responses: []) == nil)
        #expect(Stationarity(times: Array(times.dropLast()), responses: .init(1...199)) == nil)
        #expect(Stationarity(times: times, responses: .init(1...200)) == .notStationary)
        #expect(Stationarity(times: times, responses: times.map { _ in 1 }) == .stationary)
    }

    @Test(
        "A settled queue is objected to in fewer than 1 of 100 windows",
        arguments: [
            (0.5, 1_000, 10, 120), (0.8, 1_000, 10, 120), (0.5, 1_000, 60, 10),
            (0.8, 1_000, 60, 10), (0.8, 100, 10, 300), (0.5, 30, 10, 300),
        ] as [(Double, Double, Double, Int)])
    func queues(load: Double, perSecond: Double, seconds: Double, windows: Int) {
        var objections = 0
        var settled = 0
        for window in 0..<windows {
            var series = Series(seed: 64, window)
            let queue = series.queue(load: load, perSecond: perSecond, seconds: seconds)
            switch Stationarity(times: queue.times, responses: queue.sojourns) {
            case .stationary: settled += 1
            case .warmUpTooShort, .notStationary: objections += 1
            case nil: break
            }
        }
        #expect(objections * 100 <= windows)
        // A slow queue gives too little in 10 s to say anything; a fast one does not.
        #expect(settled * 100 >= windows * (perSecond < 1_000 ? 30 : 95))
    }
}
