import Core
import Experiment
import Node
import Testing

@Suite("The resolved experiment")
struct ResolvedTests {
    /// Without a note, whose place would differ.
    private static let texts = [
        EveryKey.open.replacing("speed = 2.5", with: "speed = 1.0")
            .replacing("queue_ms = 250", with: "queue_ms = 100"),
        EveryKey.closed, both,
    ]

    @Test("the resolved file gives the same experiment", arguments: texts)
    func tomlRoundTrip(text: String) throws {
        let specification = try read(text)
        let again = try read(specification.resolvedTOML())
        #expect(again == specification)
        #expect(again.resolvedTOML() == specification.resolvedTOML())
    }

    @Test("the resolved JSON holds what the resolved file holds", arguments: texts)
    func jsonRoundTrip(text: String) throws {
        let specification = try read(text)
        let json = try JSON(parsing: specification.resolvedJSON())
        let again = try read(Self.toml(of: json))
        #expect(again == specification)
    }

    @Test("the JSON has the file's shape, lists as arrays and tables within tables")
    func shape() throws {
        let json = try read(EveryKey.open).resolvedObject
        #expect(json["seed"] == .integer(9_223_372_036_854_775_807))
        #expect(json["topology"]?.arrayValue?.count == 2)
        #expect(json["fault"]?.arrayValue?.count == 3)
        #expect(json["fault"]?.arrayValue?.last?["at_s"] == .integer(1))
        #expect(json["network"]?["link"]?["delay_ms"] == .integer(10))
        #expect(json["network"]?["provider_link"]?["delay_ms"] == .number(1.5))
        #expect(json["workload"]?["outstanding"] == nil)
        #expect(json["hypothesis"] == .string("b \"quoted\" \\ A\tc"))
    }

    @Test("the JSON is written a line per key")
    func text() throws {
        let text = try read(smallest).resolvedJSON()
        #expect(
            text.hasPrefix(
                """
                {
                  "name": "test",
                  "question": "",
                  "hypothesis": "",
                  "seed": 1,
                  "repetitions": 1,
                  "topology": [
                    {
                      "kind": "client-server",
                      "label": "client-server",
                      "speed": 1,
                      "acknowledge": "all",
                      "detection": "connection",
                      "repair": false,
                      "durability": "memory",
                      "servers": 1
                    }
                  ],
                  "participants": {
                    "count": 4,
                    "joining": 0
                  },

                """))
    }

    /// The document as inline TOML.
    private static func toml(of json: JSON) -> String {
        guard case .object(let members) = json else { return "" }
        return members.map { "\($0.name) = \(inline($0.value))\n" }.joined()
    }

    private static func inline(_ json: JSON) -> String {
        switch json {
        case .object(let members):
            "{" + members.map { "\($0.name) = \(inline($0.value))" }.joined(separator: ", ") + "}"
        case .array(let values):
            "[" + values.map { inline($0) }.joined(separator: ", ") + "]"
        default: json.text
        }
    }
}
