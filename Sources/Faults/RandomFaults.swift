import Core

/// A schedule drawn from the seed: so many faults of all kinds, all undone when `for_s` is over.
///
/// Each repetition draws its own, so that many repetitions are a campaign; one that fails is run
/// again by its seed and repetition. Whom a fault hits is drawn as a role and a place within it, a
/// provider in one half of the cases: every arm gets the same kinds, times and participants, and at
/// the same times one of its providers, of which arms have different numbers.
package enum RandomFaults: Fault {
    package static let action = "random"
    package static let summary = "a schedule of kills, pauses, cuts and slow nodes, from the seed"
    package static let duration = FaultDuration.required
    package static let aim = FaultAim.everybody
    package static let needsConnections = true
    package static let faults = FaultParameter(
        "faults", .integer(1...1_000), standard: .number(5), meaning: "how many faults are drawn")
    package static let parameters = [faults]

    /// The shortest fault drawn.
    private static let shortestNanoseconds: Nanoseconds = .milliseconds(10)

    private enum Kind: CaseIterable {
        case kill, restart, pause, leave, isolate, partition, oneWayPartition, slow, delay
    }

    package static func plan(_ order: FaultOrder, in scene: FaultScene) -> [PlannedFault] {
        var random = scene.random(of: order)
        let window = scene.window(of: order)
        let roles = FaultRole.allCases.map(scene.present)
        guard !roles.contains(where: \.isEmpty) else { return [] }
        var planned: [PlannedFault] = []
        for _ in 0..<Int(order.number(faults)) {
            let kind = Kind.allCases[Int(random.next(below: UInt64(Kind.allCases.count)))]
            let nodes = roles[Int(random.next(below: UInt64(roles.count)))]
            // As a share of them: one draw, however many there are.
            let node = nodes[Int(random.nextUnit() * Double(nodes.count))]
            let part = part(of: window, &random)
            var drawn = order
            drawn.target = .node(scene.members[node.position].name)
            drawn.atNanoseconds = part.lowerBound
            drawn.forNanoseconds = part.upperBound - part.lowerBound
            drawn.values = [:]
            planned += plan(kind, drawn, &random, in: scene)
        }
        return planned.inOrder
    }

    private static func part(
        of window: Range<Nanoseconds>, _ random: inout SeededRandom
    ) -> Range<Nanoseconds> {
        let whole = Double(window.upperBound - window.lowerBound)
        let start = window.lowerBound + Nanoseconds(random.nextUnit() * whole * 0.9)
        let rest = Double(window.upperBound - start)
        let end = start + max(shortestNanoseconds, Nanoseconds(random.nextUnit() * rest))
        return start..<max(start + 1, min(end, window.upperBound))
    }

    private static func plan(
        _ kind: Kind, _ drawn: FaultOrder, _ random: inout SeededRandom, in scene: FaultScene
    ) -> [PlannedFault] {
        var order = drawn
        switch kind {
        case .kill: return Kill.plan(order, in: scene)
        case .restart: return Restart.plan(order, in: scene)
        case .pause: return Pause.plan(order, in: scene)
        case .leave: return Leave.plan(order, in: scene)
        case .isolate: return Isolate.plan(order, in: scene)
        case .partition, .oneWayPartition:
            let share = 0.1 + 0.8 * random.nextUnit()
            order.values = [
                Partition.groups.name: .numbers([share, 1 - share]),
                Partition.oneWay.name: .flag(kind == .oneWayPartition),
            ]
            return Partition.plan(order, in: scene)
        case .slow:
            order.values = [Slow.factor.name: .number(2 + 18 * random.nextUnit())]
            return Slow.plan(order, in: scene)
        case .delay:
            order.values = [Delay.delay.name: .number(1 + 99 * random.nextUnit())]
            return Delay.plan(order, in: scene)
        }
    }
}
