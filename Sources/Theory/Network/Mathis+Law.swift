extension Parameter {
    fileprivate static let loss = Parameter(
        "loss", "share of packets lost", .above(0, to: 1))
    fileprivate static let segment = Parameter(
        "segment_bytes", "data of a full packet", .from(1, to: 1e9), otherwise: 1_460)
}

extension Law {
    static let mathis = Law(
        name: "mathis", summary: "TCP's throughput under loss, C MSS / (RTT sqrt(p))",
        source: "Mathis, Semke, Mahdavi and Ott, CCR 27(3), 1997; CUBIC: RFC 9438, section 5.1",
        questions: [
            Question(parameters: [.loss, .roundTrip, .segment]) { settings throws(ModelError) in
                let law = Mathis(
                    loss: settings[.loss], roundTripSeconds: settings[.roundTrip] / 1_000,
                    segmentBytes: settings[.segment])
                func rate(_ name: String, _ window: Double) -> ResultRow {
                    ResultRow(name, law.bitsPerSecond(window: window) / 1e6, .megabitsPerSecond)
                }
                return [
                    ResultRow("Reno's window, in packets", law.renoWindow),
                    rate("Reno", law.renoWindow),
                    rate("Reno, every second packet acknowledged", law.delayedAckWindow),
                    ResultRow("CUBIC's own window, in packets", law.cubicWindow),
                    rate("CUBIC, which is never below Reno", max(law.cubicWindow, law.renoWindow)),
                ]
            }
        ])
}
