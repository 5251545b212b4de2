import Core
import Workload

extension Fields {
    mutating func write(_ name: String, _ times: TimeDistribution) {
        switch times {
        case .fixed(let length): write(name, "fixed \(length)")
        case .exponential(let mean): write(name, "exponential \(mean)")
        case .twoPoint(let low, let high, let share):
            write(name, "two-point \(low) \(high) \(share)")
        }
    }

    func times(_ name: String) throws(AssignmentError) -> TimeDistribution {
        let text = try text(name)
        let words = text.split(separator: " ")
        switch (words.first, words.count) {
        case ("fixed", 2):
            if let length = Nanoseconds(words[1]) { return .fixed(length) }
        case ("exponential", 2):
            if let mean = Double(words[1]) { return .exponential(meanNanoseconds: mean) }
        case ("two-point", 4):
            if let low = Nanoseconds(words[1]), let high = Nanoseconds(words[2]),
                let share = Double(words[3])
            {
                return .twoPoint(low: low, high: high, highShare: share)
            }
        default: break
        }
        throw .unreadable(name, text)
    }
}

/// The operations of a trace as lines: `entry PARTICIPANT AT_NS KIND KEY BYTES`.
struct TraceEntryLines {
    let participants: Int

    func read(_ lines: [String]) throws(AssignmentError) -> OperationTrace {
        var trace = OperationTrace(entries: Array(repeating: [], count: participants))
        for line in lines where line.hasPrefix("entry ") {
            let words = line.split(separator: " ")
            guard words.count == 6, let participant = Int(words[1]),
                (0..<participants).contains(participant), let at = Nanoseconds(words[2]),
                let code = UInt8(words[3]), let kind = Operation.Kind(rawValue: code),
                let key = Key(words[4]), let bytes = UInt32(words[5])
            else { throw .unreadable("entry", line) }
            trace.entries[participant].append(
                OperationTrace.Entry(
                    atNanoseconds: at, kind: kind, key: key, valueBytes: bytes))
        }
        return trace
    }
}
