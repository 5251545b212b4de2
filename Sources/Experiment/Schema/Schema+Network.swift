import Core
import Links

extension Schema {
    static let network = SchemaTable(
        "network", "what lies between the nodes",
        keys: [
            SchemaKey(
                "tier",
                .word([Word("simulated"), Word("loopback"), Word("emulated")]), .text("loopback"),
                "what the nodes run on"),
            // Below the ports that the kernel hands out by itself.
            SchemaKey(
                "port", .integer(1_024...32_767), .integer(7_400),
                "the port every node listens on"),
            SchemaKey(
                "delay_matrix", .text(.path), .none,
                "CSV of regions and the delays between them, one way, in ms; left out: no regions"),
            SchemaKey(
                "server_region", .text(.label), .derived("the matrix's first region"),
                "where dedicated servers are; participants are in the regions by turns"),
        ])

    static let links = [
        link("network.link", "a participant's access link; left out: not limited", .optional),
        link(
            "network.provider_link", "a dedicated server's or a file origin's access link",
            .inherited(from: "network.link")),
    ]

    private static func link(
        _ name: String, _ meaning: String, _ shape: SchemaTable.Shape
    ) -> SchemaTable {
        SchemaTable(
            name, meaning, shape: shape,
            keys: rates + delays + chances)
    }

    private static let rates = [
        SchemaKey(
            "up_mbit_per_s", .number(0.001...1_000_000), .none,
            "rate towards the network; left out: not limited"),
        SchemaKey(
            "down_mbit_per_s", .number(0.001...1_000_000), .none,
            "rate from the network; left out: not limited"),
        SchemaKey(
            "queue_ms", .number(0...60_000), .number(100), "longest wait before the link's rates"),
        SchemaKey(
            "counts", .word(LinkShape.Counted.allCases.map { Word($0.rawValue) }),
            .text("payload"), "which bytes the rates count; frame: of packets alone"),
    ]

    private static let delays = [
        SchemaKey("delay_ms", .number(0...60_000), .number(0), "one way, this link alone"),
        SchemaKey("jitter_ms", .number(0...60_000), .number(0), "spread of the delay"),
        SchemaKey(
            "jitter_distribution",
            .word(LinkShape.JitterDistribution.allCases.map { Word($0.rawValue) }),
            .text("uniform"),
            "how delays spread: evenly up to jitter_ms away, or with that standard deviation"),
    ]

    private static let chances = [
        SchemaKey(
            "loss", .number(0...1), .number(0),
            "share of packets that are lost, each way: emulated tier, or simulated datagrams"),
        SchemaKey(
            "loss_burst", .number(1...10_000), .number(1), "packets lost in a row, on average"),
        SchemaKey(
            "duplicate", .number(0...1), .number(0),
            "share of packets that arrive twice: there as well"),
        SchemaKey(
            "reorder", .number(0...1), .number(0),
            "share of packets that overtake others: there as well"),
    ]

    static let transport = SchemaTable(
        "transport", "how messages travel",
        keys: [
            SchemaKey(
                "protocol", .word(TransportProtocol.allCases.map { Word($0.rawValue) }),
                .text("tcp"), "what carries the messages: streams, or datagrams that may be lost"),
            SchemaKey(
                "congestion", .word(CongestionControl.allCases.map { Word($0.rawValue) }),
                .text("host"), "who decides how fast TCP sends; host: as the host is set"),
            SchemaKey(
                "connections",
                .word([Word("persistent"), Word("per-request", isAvailable: false)]),
                .text("persistent"), "how long a connection lasts"),
            SchemaKey(
                "security", .word([Word("none"), Word("tls", isAvailable: false)]), .text("none"),
                "what protects the messages"),
            SchemaKey(
                "application",
                .word([
                    Word("native"), Word("http/1.1", isAvailable: false),
                    Word("http/1.0", isAvailable: false),
                ]), .text("native"), "how messages are written"),
        ])
}
