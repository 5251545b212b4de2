import Experiment
import Testing

@Suite("What is known and not available in this version")
struct NotAvailableTests {
    /// The smallest experiment with a line added to a table.
    private static func text(_ line: String, in table: String) -> String {
        if smallest.contains(table + "\n") {
            return smallest.replacing(table + "\n", with: table + "\n" + line + "\n")
        }
        return smallest + "[network]\ntier = \"simulated\"\n"
            + (table == "[network]" ? "" : table + "\n")
            + line + "\n"
    }

    @Test(
        "a word or a number says what is available",
        arguments: [
            (
                "[transport]", "connections = \"per-request\"",
                "\"connections\" is \"per-request\"", "use \"persistent\""
            ),
            ("[transport]", "security = \"tls\"", "\"security\" is \"tls\"", "use \"none\""),
            (
                "[transport]", "application = \"http/1.1\"", "\"application\" is \"http/1.1\"",
                "use \"native\""
            ),
            (
                "[transport]", "application = \"http/1.0\"", "\"application\" is \"http/1.0\"",
                "use \"native\""
            ),
        ])
    func value(table: String, line: String, found: String, advice: String) throws {
        let found = "\(found), which is not available in this version: \(advice)"
        let texts = problems(Self.text(line, in: table))
        #expect(texts.map { $0.drop { $0 != " " }.dropFirst() } == [found[...]])
    }

    @Test(
        "a kind of workload or topology, an action or a tier says what is available",
        arguments: [
            ("kind = \"request\"", "kind = \"file\"", "7:8: \"kind\" is \"file\"", "\"request\""),
            (
                "kind = \"request\"", "kind = \"broadcast\"", "7:8: \"kind\" is \"broadcast\"",
                "\"request\""
            ),
            (
                "kind = \"request\"", "kind = \"lookup\"", "7:8: \"kind\" is \"lookup\"",
                "\"request\""
            ),
            ("kind = \"request\"", "kind = \"mail\"", "7:8: \"kind\" is \"mail\"", "\"request\""),
            (
                "kind = \"client-server\"", "kind = \"hybrid\"", "3:8: \"kind\" is \"hybrid\"",
                "\"client-server\" or \"mesh\""
            ),
        ])
    func kind(line: String, replacement: String, found: String, advice: String) {
        #expect(
            problems(edited(line, replacement)) == [
                "x.toml:\(found), which is not available in this version: use \(advice)"
            ])
    }

}
