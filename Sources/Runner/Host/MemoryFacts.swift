/// Memory and swap space, in bytes: /proc/meminfo (proc(5)).
package struct MemoryFacts: Equatable, Sendable {
    package var total: Int64?
    /// What programs can have without swapping.
    package var available: Int64?
    package var swapTotal: Int64?
    package var swapFree: Int64?

    /// Reads the file's text.
    package init(parsing text: String) {
        func bytes(_ name: String) -> Int64? {
            ProcessorFacts.value(of: name, in: text)?.split(separator: " ").first
                .flatMap { Int64($0) }.map { $0 * 1024 }
        }
        total = bytes("MemTotal")
        available = bytes("MemAvailable")
        swapTotal = bytes("SwapTotal")
        swapFree = bytes("SwapFree")
    }
}
