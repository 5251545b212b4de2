/// How much of a document is read before it is refused.
///
/// The limits bound memory, time and stack for a document from a stranger.
package struct TOMLLimits: Sendable, Equatable {
    /// The longest document read, in bytes.
    package var maximumBytes: Int
    /// The deepest a value may lie: the parts of its header and keys, and the arrays around it.
    ///
    /// Every level takes some stack, so a limit of thousands needs a thread with a large one.
    package var maximumDepth: Int
    /// The most keys read, every part of a dotted key or header counted.
    package var maximumKeys: Int

    /// Makes limits; what is left out is as in ``standard``.
    package init(
        maximumBytes: Int = 4 * 1024 * 1024, maximumDepth: Int = 64, maximumKeys: Int = 200_000
    ) {
        self.maximumBytes = maximumBytes
        self.maximumDepth = maximumDepth
        self.maximumKeys = maximumKeys
    }

    /// 4 MiB, 64 levels and 200,000 keys.
    package static let standard = TOMLLimits()
}

/// Why a document is too much to read.
package enum LimitProblem: Equatable, Sendable {
    /// The document has more than `maximum` bytes.
    case bytes(Int, maximum: Int)
    /// A value lies deeper than `maximum` levels.
    case depth(maximum: Int)
    /// The document has more than `maximum` keys.
    case keys(maximum: Int)

    var message: String {
        switch self {
        case .bytes(let count, let maximum):
            "the document has \(count) bytes: expected at most \(maximum)"
        case .depth(let maximum):
            "the nesting is too deep: expected at most \(maximum) levels of keys and arrays"
        case .keys(let maximum):
            "the document has too many keys: expected at most \(maximum)"
        }
    }
}
