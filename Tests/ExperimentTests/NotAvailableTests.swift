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
            ("[network.link]", "jitter_ms = 1", "\"jitter_ms\" is 1", "use 0"),
            ("[network.link]", "loss = 0.01", "\"loss\" is 0.01", "use 0"),
            ("[network.link]", "queue_ms = 99", "\"queue_ms\" is 99", "use 100"),
            ("[network.link]", "counts = \"frame\"", "\"counts\" is \"frame\"", "use \"payload\""),
            ("[transport]", "protocol = \"udp\"", "\"protocol\" is \"udp\"", "use \"tcp\""),
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
            (
                "measure_s = 10", "measure_s = 10\n[network]\ntier = \"emulated\"",
                "12:8: \"tier\" is \"emulated\"", "\"simulated\" or \"loopback\""
            ),
        ])
    func kind(line: String, replacement: String, found: String, advice: String) {
        #expect(
            problems(edited(line, replacement)) == [
                "x.toml:\(found), which is not available in this version: use \(advice)"
            ])
    }

    @Test("loss needs packets that can be lost, which no tier has yet")
    func loss() {
        let text = smallest + "[[fault]]\naction = \"loss\"\ntarget = \"provider-0\"\nat_s = 1\n"
        #expect(
            problems(text) == [
                "x.toml:12:10: \"action\" is \"loss\", which is not available in this "
                    + "version: use \(allActions)"
            ])
    }

    @Test("a key with no default is to be removed")
    func key() {
        let up = smallest + "[network.link]\nup_mbit_per_s = 10\ndown_mbit_per_s = 50\n"
        #expect(
            problems(up) == [
                "x.toml:12:17: \"up_mbit_per_s\" is not available in this version: remove it",
                "x.toml:13:19: \"down_mbit_per_s\" is not available in this version: remove it",
            ])
    }

    @Test("a link's delay needs the simulated tier")
    func delay() {
        let text =
            smallest + "[network.link]\ndelay_ms = 10\n[network.provider_link]\ndelay_ms = 2.5\n"
        #expect(
            problems(text) == [
                "x.toml:12:12: \"delay_ms\" is 10, which is not available on tier \"loopback\" "
                    + "in this version: write tier = \"simulated\" in [network]",
                "x.toml:14:12: \"delay_ms\" is 2.5, which is not available on tier \"loopback\" "
                    + "in this version: write tier = \"simulated\" in [network]",
            ])
        #expect(problems(text, [.tier("simulated")]) == [])
        #expect(problems(smallest + "[network.link]\ndelay_ms = 0\n") == [])
    }
}
