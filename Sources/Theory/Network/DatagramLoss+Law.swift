extension Parameter {
    fileprivate static let loss = Parameter(
        "loss", "share of packets lost on a path; over links of p and q, p + q - p * q",
        .from(0, to: 1))
    fileprivate static let fragments = Parameter(
        "fragments", "pieces of a large datagram", .from(1, to: 1e6), as: .whole, otherwise: 7)
    fileprivate static let copies = Parameter(
        "copies", "how often each datagram is sent", .from(1, to: 1e6), as: .whole, otherwise: 2)
    fileprivate static let tries = Parameter(
        "tries", "requests sent at most", .from(1, to: 1e6), as: .whole, otherwise: 3)
    fileprivate static let packets = Parameter(
        "packets", "over how many packets loss is measured", .from(1, to: 1e12), as: .whole,
        otherwise: 10_000)
}

extension Law {
    static let udpLoss = Law(
        name: "udp-loss", summary: "what arrives of datagrams when packets are lost",
        source: "independent trials; Feller, An Introduction to Probability Theory 1, 1968, "
            + "chapter VI",
        questions: [
            Question(
                parameters: [.loss, .fragments, .copies, .tries, .packets]
            ) { settings throws(ModelError) in
                let law = DatagramLoss(loss: settings[.loss])
                return [
                    .share("request and answer, (1 - p)^2", law.roundTrip),
                    ResultRow("requests until an answer, mean", law.meanTries),
                    .share(
                        "whole datagrams, (1 - p)^n",
                        law.whole(fragments: settings.whole(.fragments))),
                    .share(
                        "any of the copies, 1 - p^r",
                        law.anyOf(copies: settings.whole(.copies))),
                    .share(
                        "answered within the tries, a packet each way",
                        law.answered(tries: settings.whole(.tries))),
                    .share(
                        "the same, one of them in pieces",
                        law.answered(
                            tries: settings.whole(.tries),
                            fragments: settings.whole(.fragments))),
                    .share(
                        "deviation of the loss measured",
                        law.standardDeviation(packets: settings.whole(.packets))),
                ]
            }
        ])
}
