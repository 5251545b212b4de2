extension Parameter {
    static let roundTrip = Parameter.time(
        "rtt", .milliseconds, "time there and back", .above(0, to: 1e6))
}

extension Law {
    static let handshake = Law(
        name: "handshake", summary: "time to the first answer, in round trips",
        source: "RFC 9293, 7413, 5246, 8446 and 9001; Kurose and Ross, Computer Networking, 2021, "
            + "section 2.2",
        questions: [
            Question(parameters: [.roundTrip]) { settings throws(ModelError) in
                Handshake.allCases.map { stack in
                    ResultRow(
                        "\(stack.rawValue): \(stack.responseRoundTrips)",
                        Double(stack.responseRoundTrips) * settings[.roundTrip], .milliseconds)
                }
            }
        ])
}
