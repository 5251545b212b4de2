import Core
import Node

extension Fields {
    mutating func write(_ name: String, _ detection: Detection) {
        switch detection {
        case .connection: write(name, "connection")
        case .heartbeat(let setting):
            write(name, "heartbeat \(setting.periodNanoseconds) \(setting.misses)")
        case .swim(let setting):
            write(
                name,
                "swim \(setting.periodNanoseconds) \(setting.indirect) "
                    + "\(setting.suspicionPeriods)")
        }
    }

    func detection(_ name: String) throws(AssignmentError) -> Detection {
        let text = try text(name)
        let words = text.split(separator: " ")
        let numbers = words.dropFirst().compactMap { Nanoseconds($0) }.filter { $0 >= 0 }
        // A period of nothing would never end.
        guard numbers.count == words.count - 1, numbers.first != 0 else {
            throw .unreadable(name, text)
        }
        switch (words.first, numbers.count) {
        case ("connection", 0): return .connection
        case ("heartbeat", 2):
            return .heartbeat(
                Detection.Heartbeat(periodNanoseconds: numbers[0], misses: Int(numbers[1])))
        case ("swim", 3):
            return .swim(
                Detection.Swim(
                    periodNanoseconds: numbers[0], indirect: Int(numbers[1]),
                    suspicionPeriods: Int(numbers[2])))
        default: throw .unreadable(name, text)
        }
    }
}
