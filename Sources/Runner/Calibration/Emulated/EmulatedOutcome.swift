import Core

/// What `calibrate` has to say of networks of the nodes' own.
package enum EmulatedOutcome: Equatable, Sendable {
    case measured(EmulatedCost)
    /// What the host refuses, such as "a user namespace", and why, such as "EPERM".
    case refused(what: String, why: String)

    /// A host without such networks misses no bar.
    var passes: Bool {
        switch self {
        case .measured(let cost): cost.passes
        case .refused: true
        }
    }

    /// The largest share of the processors that others took in any round.
    var foreignShare: Double {
        switch self {
        case .measured(let cost): cost.foreignShare
        case .refused: 0
        }
    }

    var lines: [String] {
        switch self {
        case .measured(let cost): cost.lines
        case .refused(let what, let why):
            ["emulated network: skipped, the host refuses \(what) (\(why)); see topolab doctor"]
        }
    }

    var json: JSON {
        switch self {
        case .measured(let cost): cost.json
        case .refused(let what, let why):
            .object([.init("skipped_for", .string("\(what): \(why)"))])
        }
    }
}
