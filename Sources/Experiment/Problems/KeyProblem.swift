/// A key or a table that should not be there, or should.
package enum KeyProblem: Sendable, Equatable {
    /// A key that this table does not have; `elsewhere` are the tables that have one of that name.
    case unknown(String, location: String, elsewhere: [String], known: [String])
    case missing(String, location: String, example: SettingValue, meaning: String)
    case missingTable(String)
    /// One table where there may be several, several where there is one, or no table at all.
    case wrongShape(String, header: String, found: FoundValue)
    case tooMany(String, count: Int, maximum: Int)

    var text: String {
        switch self {
        case .unknown(let key, let location, let elsewhere, let known):
            "unknown key \(quoted(key)) \(location): "
                + sentences(
                    Self.hint(for: key, elsewhere: elsewhere, known: known),
                    "known here: " + known.joined(separator: ", "))
        case .missing(let key, let location, let example, let meaning):
            "\(quoted(key)) is missing \(location): \(meaning), such as \(key) = \(example.token)"
        case .missingTable(let header):
            "there is no \(header): at least one is needed"
        case .wrongShape(let name, let header, let found):
            "\(quoted(name)) is \(found.text): write it as \(header)"
        case .tooMany(let header, let count, let maximum):
            "\(header) occurs \(digits(count)) times: at most \(digits(maximum)) go"
        }
    }

    private static func hint(for key: String, elsewhere: [String], known: [String]) -> String {
        if let near = nearestName(to: key, among: known, within: 1) {
            return "did you mean \(quoted(near))? "
        }
        if !elsewhere.isEmpty { return "it belongs \(alternatives(elsewhere)). " }
        return suggestion(for: key, among: known)
    }
}
