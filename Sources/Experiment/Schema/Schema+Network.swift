extension Schema {
    static let network = SchemaTable(
        "network", "what lies between the nodes",
        keys: [
            SchemaKey(
                "tier",
                .word([
                    Word("simulated"), Word("loopback"), Word("emulated", isAvailable: false),
                ]), .text("loopback"), "what the nodes run on"),
            // Below the ports that the kernel hands out by itself.
            SchemaKey(
                "port", .integer(1_024...32_767), .integer(7_400),
                "the port every node listens on"),
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
            keys: [
                SchemaKey(
                    "up_mbit_per_s", .number(0.001...1_000_000), .none, "rate towards the network",
                    available: .never),
                SchemaKey(
                    "down_mbit_per_s", .number(0.001...1_000_000), .none,
                    "rate from the network", available: .never),
                SchemaKey(
                    "delay_ms", .number(0...60_000), .number(0), "one way, this link alone"),
                SchemaKey(
                    "jitter_ms", .number(0...60_000), .number(0), "spread of the delay",
                    available: .range(0...0)),
                SchemaKey(
                    "loss", .number(0...1), .number(0), "share of packets that are lost",
                    available: .range(0...0)),
                SchemaKey(
                    "queue_ms", .number(0...60_000), .number(100), "longest queue before the link",
                    available: .range(100...100)),
                SchemaKey(
                    "counts", .word([Word("payload"), Word("frame", isAvailable: false)]),
                    .text("payload"), "which bytes the rates count"),
            ])
    }

    static let transport = SchemaTable(
        "transport", "how messages travel",
        keys: [
            SchemaKey(
                "protocol", .word([Word("tcp"), Word("udp", isAvailable: false)]), .text("tcp"),
                "what carries the messages"),
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
