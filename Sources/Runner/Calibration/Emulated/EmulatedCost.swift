/// What networks of the nodes' own cost on this host, and what they carry.
package struct EmulatedCost: Equatable, Sendable {
    /// One client that asks one thing at a time, over loopback and over the emulated network at no
    /// delay, by turns.
    package var roundTrips: [RoundTrip]
    /// As many full-size packets as the switch carries, round by round.
    package var capacity: [Carriage]
    /// 16 nodes that send each other packets at a steady rate, round by round.
    package var timing: [Carriage]
    /// Many networks made and killed, round by round.
    package var lifetimes: [NetworkLifetime]
    /// The largest share of all processors that other programs took in any round, 0 through 1.
    package var foreignShare = 0.0

    /// One round of the same exchange on either tier: its p50 response.
    package struct RoundTrip: Equatable, Sendable {
        package var loopbackNanoseconds: Double
        package var emulatedNanoseconds: Double

        var addedNanoseconds: Double { emulatedNanoseconds - loopbackNanoseconds }
    }

    static let addedBar = Bar.atMost(80)
    static let capacityBar = Bar.atLeast(200_000)
    static let lateBar = Bar.atMost(500)
    static let upBar = Bar.atMost(1)
    static let goneBar = Bar.atMost(0.2)

    /// A number of the round trips.
    func roundTrips(_ number: KeyPath<RoundTrip, Double>) -> Spread {
        Spread(roundTrips.map { $0[keyPath: number] })
    }

    /// A number of the networks' lives.
    func lifetimes(_ number: KeyPath<NetworkLifetime, Double>) -> Spread {
        Spread(lifetimes.map { $0[keyPath: number] })
    }

    var passesAdded: Bool {
        Self.addedBar.holds(roundTrips(\.addedNanoseconds).median / 1e3)
    }

    var passesCapacity: Bool {
        Self.capacityBar.holds(capacity.spread(\.packetsPerSecond).median)
    }

    var passesLate: Bool { Self.lateBar.holds(timing.spread(\.lateP99Nanoseconds).median / 1e3) }

    var passesUp: Bool { Self.upBar.holds(lifetimes(\.upNanoseconds).median / 1e9) }

    var passesGone: Bool { Self.goneBar.holds(lifetimes(\.goneNanoseconds).median / 1e9) }

    /// Whether every bar is kept to.
    package var passes: Bool {
        passesAdded && passesCapacity && passesLate && passesUp && passesGone
    }
}

/// What the switch carried in one round, and at what cost.
package struct Carriage: Equatable, Sendable {
    /// Handed over to the nodes.
    package var packetsPerSecond: Double
    /// Processor time of the switch for each of them, with what the kernel does for the receiver in
    /// its name.
    package var nanosecondsPerPacket: Double
    /// Of one processor, 0 through 1: near 1, it is the switch that limits.
    package var switchShare: Double
    /// How late packets left, in nanoseconds.
    package var lateP50Nanoseconds: Double
    package var lateP99Nanoseconds: Double
    /// Packets dropped though nobody asked for it.
    package var unasked: Int
}

extension [Carriage] {
    /// A number over the rounds.
    func spread(_ number: KeyPath<Carriage, Double>) -> Spread {
        Spread(map { $0[keyPath: number] })
    }
}

/// How long it takes to make many networks, and until nothing is left of them, in nanoseconds.
package struct NetworkLifetime: Equatable, Sendable {
    /// From the start of the switch until all are there.
    package var upNanoseconds: Double
    /// From SIGKILL until the switch's process is gone, and with it every way into the networks.
    package var goneNanoseconds: Double
    /// From SIGKILL until the kernel, which works on in the background, is done with them.
    package var cleanedNanoseconds: Double
}
