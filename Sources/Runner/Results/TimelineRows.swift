import Core
import Measurement
import Workload

/// A trial's rows in timeline.csv: one per 100 ms, warm-up negative.
struct TimelineRows {
    private struct Slot {
        var planned = 0
        var ok = 0
        var failed = 0
        var nodeDown = 0
        var done = 0
        /// Operations begun minus operations ended by the end of the slot.
        var opened = 0
        var closed = 0
        var responses: [Nanoseconds] = []
    }

    private let outcome: Outcome
    private let frame: TimeFrame
    private var slots: [Slot]

    init(_ outcome: Outcome) {
        self.outcome = outcome
        frame = outcome.trial.timeFrame
        slots = Array(repeating: Slot(), count: frame.binCount)
        for operation in outcome.operations { add(operation) }
    }

    private mutating func add(_ operation: OperationSample) {
        let slot = frame.bin(at: operation.intendedNanoseconds)
        slots[slot].planned += 1
        switch operation.status {
        case .ok:
            slots[slot].ok += 1
            slots[slot].responses.append(
                operation.doneNanoseconds - operation.intendedNanoseconds)
            slots[frame.bin(at: operation.doneNanoseconds)].done += 1
        case .nodeDown: slots[slot].nodeDown += 1
        default: slots[slot].failed += 1
        }
        guard operation.attempts > 0, operation.status != .nodeDown else { return }
        slots[frame.bin(at: operation.sentNanoseconds)].opened += 1
        slots[frame.bin(at: operation.doneNanoseconds)].closed += 1
    }

    /// Rows up to the end of measurement; the drain plans nothing.
    var rows: [Row] {
        var inFlight = 0
        var rows: [Row] = []
        for (index, slot) in slots.enumerated() {
            inFlight += slot.opened - slot.closed
            guard frame.binStart(index) < frame.measureEndNanoseconds else { break }
            let responses = Distribution(slot.responses)
            let traffic = outcome.record.nodes.compactMap {
                index < $0.bins.count ? $0.bins[index] : nil
            }
            let bin = linkBin(at: frame.binStart(index))
            rows.append([
                ("trial", .count(outcome.trial.number)),
                ("topology", .text(outcome.trial.label)),
                ("start_s", .seconds(frame.binStart(index))),
                ("planned", .count(slot.planned)), ("ok", .count(slot.ok)),
                ("failed", .count(slot.failed)), ("node_down", .count(slot.nodeDown)),
                ("done", .count(slot.done)),
                ("response_ok_p50_us", .microseconds(responses.value(at: .p50))),
                ("response_ok_p99_us", .microseconds(responses.value(at: .p99))),
                ("response_ok_max_us", .microseconds(responses.max)),
                ("in_flight", .count(inFlight)),
                ("messages", .count(traffic.reduce(0) { $0 + $1.messages })),
                ("bytes_sent", .count(traffic.reduce(0) { $0 + $1.bytesSent })),
                ("link_packets", .integer(bin.map { Int($0.packets) })),
                ("link_bytes", .integer(bin.map { Int($0.bytes) })),
                ("link_dropped", .integer(bin.map { Int($0.dropped) })),
            ])
        }
        return rows
    }

    /// What the emulated network carried; nil where there is none, and in the warm-up.
    private func linkBin(at start: Nanoseconds) -> NetworkRecord.Bin? {
        guard let network = outcome.record.network, start >= 0 else { return nil }
        let index = Int(start / TimeFrame.binNanoseconds)
        return index < network.bins.count ? network.bins[index] : NetworkRecord.Bin()
    }
}
