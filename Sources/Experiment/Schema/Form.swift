/// What a key takes, and in which range.
package enum Form: Sendable, Equatable {
    case text(TextRule)
    /// One of a closed set of words.
    case word([Word])
    case integer(ClosedRange<Int>)
    /// A whole number or a fraction; never infinite, never NaN.
    case number(ClosedRange<Double>)
    /// A list of words, 1 to 64 of them.
    case texts(TextRule)
    /// true or false.
    case flag
    /// Something this version never reads, as a noun: `true or false`.
    case unread(String)
}

/// A word that a key takes.
package struct Word: Sendable, Equatable {
    /// The word itself.
    package let name: String
    /// Whether this version can do what it asks for.
    package let isAvailable: Bool

    /// A word that is available if nothing else is said.
    package init(_ name: String, isAvailable: Bool = true) {
        self.name = name
        self.isAvailable = isAvailable
    }
}

/// What a key's text may consist of.
package enum TextRule: Sendable, Equatable {
    /// Anything for people to read; no control characters, which could play tricks on a terminal.
    case prose
    /// What can be a part of a file name on every host.
    case name
    /// What can be a bare part of a dotted key, so that `--set topology.LABEL.speed=2` works.
    case label
    /// A role, a role's place or a node's name.
    case target
    /// A path, relative to the experiment file's folder.
    case path
    /// A column of a file.
    case column

    /// The longest text, in characters.
    var maximumLength: Int {
        switch self {
        case .prose: 2_000
        case .path: 1_000
        case .name, .label, .target, .column: 64
        }
    }

    func allows(_ text: String) -> Bool {
        guard text.count <= maximumLength else { return false }
        switch self {
        case .prose: return text.unicodeScalars.allSatisfy(Self.isHarmless)
        case .path: return !text.isEmpty && text.unicodeScalars.allSatisfy(Self.isHarmless)
        case .name: return !text.isEmpty && text.utf8.allSatisfy(Self.isNameByte)
        case .label, .target, .column:
            return !text.isEmpty && text.utf8.allSatisfy(Self.isLabelByte)
        }
    }

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\n" || scalar == "\t" || scalar.properties.generalCategory != .control
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: byte == UInt8(ascii: "-")
        }
    }

    private static func isLabelByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        default: isNameByte(byte) || byte == UInt8(ascii: "_")
        }
    }
}
