package import TOML

/// What gave a value: a place in the file, or an option on the command line.
package enum Place: Sendable, Equatable {
    case file(String, SourcePosition)
    /// The option as typed, and its position among the overrides.
    case option(String, number: Int)

    /// The place as errors begin: `Experiments/x.toml:12:1` or `--set "participants.count=0"`.
    package var text: String {
        switch self {
        case .file(let name, let position): "\(name):\(position)"
        case .option(let text, _): text
        }
    }

    var isOption: Bool { if case .option = self { true } else { false } }
}

extension Place: Comparable {
    /// The file's places come as in the file, the options' after them as on the command line.
    package static func < (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.file(_, let left), .file(_, let right)): left < right
        case (.option(_, let left), .option(_, let right)): left < right
        case (.file, .option): true
        case (.option, .file): false
        }
    }
}
