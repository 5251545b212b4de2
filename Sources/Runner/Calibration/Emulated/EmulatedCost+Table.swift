/// The cost as people read it.
extension EmulatedCost {
    var lines: [String] {
        roundTripLines + [""] + capacityLines + [""] + timingLines + [""] + lifetimeLines
    }

    private var roundTripLines: [String] {
        let verdict = CalibrationResult.verdict(passesAdded, Self.addedBar, unit: " µs added")
        return [
            "emulated network, \(Exchange.pingPong.title): \(verdict)",
            CalibrationResult.row("", "emulated", "loopback", "added"),
            CalibrationResult.row(
                "p50 response", Figure.spread(roundTrips(\.emulatedNanoseconds), Figure.time),
                Figure.spread(roundTrips(\.loopbackNanoseconds), Figure.time),
                Figure.signedTime(roundTrips(\.addedNanoseconds).median)),
        ]
    }

    private var capacityLines: [String] {
        let verdict = CalibrationResult.verdict(
            passesCapacity, Self.capacityBar, unit: " packets/s")
        let share = capacity.spread(\.switchShare).median
        return [
            "emulated network, \(EmulatedLoad.capacity.title): \(verdict)",
            CalibrationResult.row(
                "carried", Figure.spread(capacity.spread(\.packetsPerSecond), Figure.rate),
                dropped(capacity)),
            CalibrationResult.row(
                "switch CPU",
                Figure.spread(capacity.spread(\.nanosecondsPerPacket), Figure.time)
                    + " per packet, \(Figure.percent(share)) of a processor"),
            CalibrationResult.row(
                "limited by",
                share >= 0.95 ? "the switch" : "the nodes, which leave the switch time"),
        ]
    }

    private var timingLines: [String] {
        let verdict = CalibrationResult.verdict(passesLate, Self.lateBar, unit: " µs at p99")
        return [
            "emulated network, \(EmulatedLoad.timing.title): \(verdict)",
            CalibrationResult.row(
                "carried", Figure.spread(timing.spread(\.packetsPerSecond), Figure.rate),
                dropped(timing)),
            CalibrationResult.row(
                "leave late",
                "p50 " + Figure.spread(timing.spread(\.lateP50Nanoseconds), Figure.time),
                "p99 " + Figure.spread(timing.spread(\.lateP99Nanoseconds), Figure.time)),
        ]
    }

    private func dropped(_ rounds: [Carriage]) -> String {
        "\(rounds.reduce(0) { $0 + $1.unasked }) dropped unasked"
    }

    private var lifetimeLines: [String] {
        func line(
            _ title: String, _ number: KeyPath<NetworkLifetime, Double>, _ remark: String
        ) -> String {
            CalibrationResult.row(title, Figure.spread(lifetimes(number), Figure.time), remark)
        }
        return [
            "\(NetworkLifetimes.count) emulated networks",
            line(
                "up", \.upNanoseconds,
                CalibrationResult.verdict(passesUp, Self.upBar, unit: " s")),
            line(
                "gone", \.goneNanoseconds,
                CalibrationResult.verdict(passesGone, Self.goneBar, unit: " s after SIGKILL")),
            line("kernel done", \.cleanedNanoseconds, "in the background"),
        ]
    }
}
