import Measurement
import Testing

@Suite("Names in result files")
struct StatusTests {
    @Test("The eight statuses have their names and codes in order")
    func statuses() {
        #expect(
            Status.allCases.map(\.name) == [
                "ok", "refused", "reset", "timeout", "error", "unsent", "unfinished", "node_down",
            ])
        #expect(Status.allCases.map(\.rawValue) == Array(0..<8))
    }

    @Test("What changed a node's mind has a name")
    func notices() {
        #expect(
            Notice.How.allCases.map(\.name) == [
                "reset", "attempt_timeout", "connected", "answered", "heartbeat", "suspicion",
                "confirmed", "left", "route", "handed_over",
            ])
    }
}
