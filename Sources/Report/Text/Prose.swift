/// Small pieces of English.
enum Prose {
    /// "a", "a and b", "a, b and c".
    static func list(_ items: [String], conjunction: String = "and") -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " \(conjunction) \(last)"
    }

    /// The first `limit` names and how many more there are: "a, b and 4 more".
    static func names(_ names: [String], limit: Int = 3, noun: String = "") -> String {
        guard names.count > limit + 1 else { return list(names) }
        let rest = "\(names.count - limit) more" + (noun.isEmpty ? "" : " \(noun)")
        return list(Array(names.prefix(limit)) + [rest])
    }

    /// "1 node", "2 nodes".
    static func counted(_ count: Int, _ noun: String) -> String {
        "\(NumberText.integer(Double(count))) \(noun)\(count == 1 ? "" : "s")"
    }

    /// The text with a capital first letter.
    static func capitalized(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }
}
