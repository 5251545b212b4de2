/// Numbers as the kernel lists them, such as "0-3,8": processors, reserved ports.
package struct NumberRanges: Equatable, Sendable {
    package let ranges: [ClosedRange<Int>]

    /// What is no number and no range is passed over.
    package init(parsing text: String) {
        ranges = text.split { $0 == "," || $0 == "\n" || $0 == " " }.compactMap { item in
            let ends = item.split(separator: "-").compactMap { Int($0) }
            guard let first = ends.first, let last = ends.last, first <= last else { return nil }
            return first...last
        }
    }

    package var count: Int { ranges.reduce(0) { $0 + $1.count } }

    package func contains(_ number: Int) -> Bool { ranges.contains { $0.contains(number) } }
}
