/// The rounds of one exchange: nodes and bare C by turns, so that what drifts with time moves both.
package struct Comparison: Equatable, Sendable {
    package var exchange: Exchange
    package var rounds: [Round]

    /// The nodes, then bare C.
    package struct Round: Equatable, Sendable {
        package var nodes: Side
        package var bare: Side
    }

    /// A number of the nodes.
    package func nodes(_ number: KeyPath<Side, Double>) -> Spread {
        Spread(rounds.map { $0.nodes[keyPath: number] })
    }

    /// A number of bare C.
    package func bare(_ number: KeyPath<Side, Double>) -> Spread {
        Spread(rounds.map { $0.bare[keyPath: number] })
    }

    /// Nodes to bare C, round by round.
    package func ratio(_ number: KeyPath<Side, Double>) -> Spread {
        Spread(rounds.map { $0.nodes[keyPath: number] / $0.bare[keyPath: number] })
    }

    /// The number the exchange is about.
    package var subject: KeyPath<Side, Double> {
        exchange == .pingPong ? \.p50Nanoseconds : \.operationsPerSecond
    }

    /// What the ratio of the exchange's subject must keep to.
    package var bar: Bar {
        switch exchange {
        case .pingPong: .atMost(1.2)
        case .manyClients: .atLeast(0.85)
        case .deepQueue: .atLeast(0.5)
        }
    }
}
