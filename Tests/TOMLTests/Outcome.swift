import TOML

/// The fault of a document as `line:column: message`, or what it holds if it has none.
func fault(_ document: String, limits: TOMLLimits = .standard) -> String {
    fault(Array(document.utf8), limits: limits)
}

/// The fault of a document's bytes as `line:column: message`, or what it holds if it has none.
func fault(_ document: [UInt8], limits: TOMLLimits = .standard) -> String {
    do throws(TOMLError) {
        return "no fault: " + TaggedJSON.text(of: try TOMLParser.parse(document, limits: limits))
    } catch {
        return "\(error.position): \(error.message)"
    }
}

/// The table that a document holds.
func table(_ document: String) throws -> TOMLTable {
    try TOMLParser.parse(Array(document.utf8))
}

/// What a document holds, as tagged JSON.
func json(_ document: String) throws -> String {
    TaggedJSON.text(of: try table(document))
}

/// The value of the key `a` in a document that has only that key.
func valueOfA(_ document: String) throws -> TOMLValue.Content? {
    try table(document)["a"]?.value.content
}

/// A document and its expected fault, or a document and its expected JSON.
struct Example: Sendable {
    var document: String
    var expected: String

    init(_ document: String, _ expected: String) {
        self.document = document
        self.expected = expected
    }
}
