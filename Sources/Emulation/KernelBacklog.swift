import Glibc

/// The kernel's queues between interfaces, which drop what they have no room for.
///
/// They are the host's, not the networks': what any program overflows counts.
struct KernelBacklog {
    private var known: UInt64

    init() { known = Self.dropped }

    /// Packets dropped since it was last asked.
    mutating func takeDropped() -> UInt64 {
        let before = known
        known = Self.dropped
        return known &- before
    }

    /// Since the host's start, by all its processors; 0 where the kernel does not say.
    private static var dropped: UInt64 {
        let file = open("/proc/net/softnet_stat", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return 0 }
        defer { close(file) }
        var text = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(file, &text, text.count)
        return count > 0 ? dropped(in: String(decoding: text[..<count], as: UTF8.self)) : 0
    }

    /// A line per processor, in hexadecimal: handled, dropped, and more.
    static func dropped(in statistics: String) -> UInt64 {
        statistics.split(separator: "\n").reduce(0) { sum, line in
            let words = line.split(separator: " ")
            return sum + (words.count > 1 ? UInt64(words[1], radix: 16) ?? 0 : 0)
        }
    }
}
