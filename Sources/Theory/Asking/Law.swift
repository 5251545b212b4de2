/// A closed form or bound that can be asked for by name.
package struct Law: Sendable {
    /// One way of asking: these parameters, and no others.
    package struct Question: Sendable {
        package let parameters: [Parameter]
        let rows: @Sendable (Settings) throws(ModelError) -> [ResultRow]
    }

    /// What a law says to one set of numbers.
    package struct Answer: Sendable, Equatable {
        package let settings: Settings
        package let rows: [ResultRow]
    }

    package let name: String
    /// What it is, in one line.
    package let summary: String
    /// The paper or book it is from.
    package let source: String
    package let questions: [Question]

    /// Every law there is, in the order in which they are listed.
    package static let all: [Law] = [
        mm1, md1, mg1, mmc, pooling, noise, mva, stall, omission, zipf, jain, usl,
        keyLoss, replicas, partition, swim, heartbeat, overlay, lookup,
        handshake, mathis, udpLoss,
    ]
}
