/// What this process, and each one it starts, may have: /proc/self/limits (proc(5)).
package struct ProcessLimits: Equatable, Sendable {
    /// A soft limit holds, and can be raised up to the hard one; `Int64.max` is unlimited.
    package struct Pair: Equatable, Sendable {
        package var soft: Int64
        package var hard: Int64
    }

    package var openFiles: Pair?
    package var processes: Pair?

    /// Reads the file's text.
    package init(parsing text: String) {
        openFiles = Self.pair("Max open files", in: text)
        processes = Self.pair("Max processes", in: text)
    }

    private static func pair(_ name: String, in text: String) -> Pair? {
        guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix(name) }) else {
            return nil
        }
        let numbers = line.dropFirst(name.count).split(separator: " ").prefix(2)
            .compactMap { $0 == "unlimited" ? .max : Int64($0) }
        return numbers.count == 2 ? Pair(soft: numbers[0], hard: numbers[1]) : nil
    }
}
