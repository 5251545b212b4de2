/// A key that takes several values within one experiment.
package struct Factor: Sendable, Equatable {
    /// The dotted path, as `--set` takes it.
    package let path: String
    /// The label of the arm that it varies; nil where it varies all.
    package let arm: String?

    init(_ parts: [String]) {
        path = parts.joined(separator: ".")
        arm = parts.count > 2 && parts[0] == "topology" ? parts[1] : nil
    }
}

/// A value that a factor takes at a sweep point, with the place that gave it.
struct Level: Sendable, Equatable {
    var parts: [String]
    var value: Given
    /// Where the key stands.
    var keyPlace: Place

    var path: String { parts.joined(separator: ".") }
}

/// What is wrong with a sweep.
package enum SweepProblem: Error, Sendable, Equatable {
    /// A factor without a list of values.
    case noLevels(String, found: FoundValue)
    case emptyList(String)
    /// A level that stands in its list before.
    case repeatedLevel(String, FoundValue)
    /// A key that is one for the whole experiment.
    case notAFactor(String)
    /// A key in both `[sweep]` and `[[case]]`.
    case twice(String)
    case tooManyPoints(Int, maximum: Int)
    case noValue(String, found: FoundValue)

    var text: String {
        switch self {
        case .noLevels(let path, let found):
            "\(quoted(path)) in [sweep] is \(found.text): expected an array of its levels, such as "
                + "[4, 8, 16]"
        case .emptyList(let path):
            "\(quoted(path)) in [sweep] has no level: expected an array of at least one"
        case .repeatedLevel(let path, let level):
            "\(level.token) stands twice among the levels of \(quoted(path)): expected each once; "
                + "repetitions = 2 runs every point twice"
        case .notAFactor(let path):
            "\(quoted(path)) cannot be swept: it is one for the whole experiment; run the "
                + "experiment once for each, with --set"
        case .twice(let path):
            "\(quoted(path)) is in [sweep] and in a [[case]]: remove it from one of them"
        case .tooManyPoints(let count, let maximum):
            "the sweep has \(digits(count)) points: at most \(digits(maximum)) go; remove levels"
        case .noValue(let path, let found):
            "\(quoted(path)) in [[case]] is \(found.text): expected one value; several go in [sweep]"
        }
    }
}
