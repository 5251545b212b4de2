import Measurement

/// The arms that differ in nothing but what is compared: one block of the report.
struct SweepPoint: Sendable {
    /// The swept factors all arms share here; empty without a sweep.
    let factors: [Factor]
    /// In the order of the experiment.
    let arms: [Arm]

    /// "participants.count = 16, network.link.delay_ms = 10".
    var title: String {
        factors.map { "\($0.name) = \($0.value)" }.joined(separator: ", ")
    }

    /// The first arms, as many as can stand side by side; the rest is in trials.csv.
    var shown: SweepPoint {
        SweepPoint(factors: factors, arms: Array(arms.prefix(Self.mostArms)))
    }

    private static let mostArms = 32

    /// What `shown` leaves out, as a sentence; nil if nothing.
    static func leftOut(of points: [SweepPoint]) -> String? {
        let most = points.map(\.arms.count).max() ?? 0
        guard most > mostArms else { return nil }
        return "Only the first \(mostArms) of \(most) arms are shown: the others are in trials.csv."
    }

    /// The trials of which a report shows more than their row in trials.csv.
    static func drawnTrials(in trials: CSVTable) -> Set<String> {
        let points = all(in: trials).prefix(ReportPage.mostPoints)
        return Set(points.flatMap { Drawn.choose($0.shown, trials: trials).map(\.trial) })
    }

    /// Every sweep point of a run, in the order in which the trials reached it.
    static func all(in trials: CSVTable) -> [SweepPoint] {
        let paths = trials.factorPaths
        var topologies = Grouping<String, Int>()
        var points = Grouping<[Factor], (arm: ArmKey, row: Int)>()
        for row in 0..<trials.rowCount {
            let topology = trials[row, "topology"]
            topologies.add(row, to: topology)
            let factors = paths.map { Factor(name: $0, value: trials[row, $0]) }
            let shared = factors.filter { !$0.isOfOneArm && !$0.value.isEmpty }
            let own = factors.filter { $0.isOfOneArm && !$0.value.isEmpty }
            points.add((ArmKey(topology: topology, factors: own), row), to: shared)
        }
        return points.groups.map { point in
            var arms = Grouping<ArmKey, Int>()
            for (arm, row) in point.members { arms.add(row, to: arm) }
            // Several arms of one topology have to differ in more than their markers.
            let isOneEach = Set(arms.groups.map(\.key.topology)).count == arms.groups.count
            return SweepPoint(
                factors: point.key,
                arms: arms.groups.enumerated().map { shape, arm in
                    Arm(
                        key: arm.key,
                        colour: isOneEach
                            ? topologies.position(of: arm.key.topology) ?? 0 : shape,
                        shape: shape, rows: arm.members, trials: trials)
                })
        }
    }
}

/// One swept key and its level.
struct Factor: Hashable, Sendable {
    /// The key's path in the experiment file.
    let name: String
    let value: String

    /// A factor under `topology.` varies one arm only; the others have no value there.
    var isOfOneArm: Bool { name.hasPrefix("topology.") }
}

private struct ArmKey: Hashable {
    let topology: String
    let factors: [Factor]

    /// "mesh, replicas = 2": the factor's path without the arm's own prefix.
    var name: String {
        let prefix = "topology.\(topology)."
        let levels = factors.map { factor in
            let path =
                factor.name.hasPrefix(prefix)
                ? String(factor.name.dropFirst(prefix.count)) : factor.name
            return "\(path) = \(factor.value)"
        }
        return ([topology] + levels).joined(separator: ", ")
    }
}

extension Arm {
    fileprivate init(key: ArmKey, colour: Int, shape: Int, rows: [Int], trials: CSVTable) {
        let ordered = rows.sorted {
            (trials.int($0, "repetition") ?? 0, $0) < (trials.int($1, "repetition") ?? 0, $1)
        }
        self.init(
            name: key.name, topology: key.topology, levels: key.factors, colour: colour,
            shape: shape, rows: ordered,
            validRows: ordered.filter { trials[$0, "valid"] == "true" })
    }
}
