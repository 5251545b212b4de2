/// The names of nodes in result files.
enum NodeNames {
    /// The names in a field that are separated by anything that a name does not hold.
    static func all(in field: String) -> [String] {
        field.split { character in
            !(character.isLetter || character.isNumber || "-_.".contains(character))
        }.map(String.init)
    }

    /// What the node is, without its number: "peer" of "peer-3".
    static func role(of node: String) -> String {
        node.lastIndex(of: "-").map { String(node[..<$0]) } ?? node
    }
}
