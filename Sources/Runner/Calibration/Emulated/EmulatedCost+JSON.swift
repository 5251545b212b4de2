import Core

/// The cost as a document: every round of it.
extension EmulatedCost {
    var json: JSON {
        .object([
            .init("passes", .boolean(passes)),
            .init("foreign_cpu_share", .number(foreignShare)),
            .init("round_trip", roundTripJSON),
            .init(
                "capacity",
                judged(
                    Self.capacityBar, passesCapacity, capacity.map(\.json),
                    EmulatedLoad.capacity.title)),
            .init(
                "timing",
                judged(Self.lateBar, passesLate, timing.map(\.json), EmulatedLoad.timing.title)),
            .init("networks", lifetimeJSON),
        ])
    }

    private func judged(_ bar: Bar, _ passes: Bool, _ rounds: [JSON], _ load: String) -> JSON {
        .object([
            .init("load", .string(load)),
            .init("bar", bar.json),
            .init("passes", .boolean(passes)),
            .init("rounds", .array(rounds)),
        ])
    }

    private var roundTripJSON: JSON {
        .object([
            .init("added_us", roundTrips(\.addedNanoseconds).json(scale: 1e-3)),
            .init("bar", Self.addedBar.json),
            .init("passes", .boolean(passesAdded)),
            .init(
                "rounds",
                .array(
                    roundTrips.map { round in
                        .object([
                            .init("loopback_p50_us", .number(round.loopbackNanoseconds / 1e3)),
                            .init("emulated_p50_us", .number(round.emulatedNanoseconds / 1e3)),
                        ])
                    })),
        ])
    }

    private var lifetimeJSON: JSON {
        .object([
            .init("count", .integer(Int64(NetworkLifetimes.count))),
            .init("up_s", lifetimes(\.upNanoseconds).json(scale: 1e-9)),
            .init("up_bar", Self.upBar.json),
            .init("up_passes", .boolean(passesUp)),
            .init("gone_s", lifetimes(\.goneNanoseconds).json(scale: 1e-9)),
            .init("gone_bar", Self.goneBar.json),
            .init("gone_passes", .boolean(passesGone)),
            .init("kernel_done_s", lifetimes(\.cleanedNanoseconds).json(scale: 1e-9)),
        ])
    }
}

extension Carriage {
    fileprivate var json: JSON {
        .object([
            .init("packets_per_s", .number(packetsPerSecond)),
            .init("switch_cpu_ns_per_packet", .number(nanosecondsPerPacket)),
            .init("switch_cpu_share", .number(switchShare)),
            .init("late_p50_us", .number(lateP50Nanoseconds / 1e3)),
            .init("late_p99_us", .number(lateP99Nanoseconds / 1e3)),
            .init("dropped_unasked", .integer(Int64(unasked))),
        ])
    }
}
