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

    /// Every sweep point of a run, in the order in which the trials reached it.
    static func all(in trials: CSVTable) -> [SweepPoint] {
        let paths = trials.factorPaths
        var topologies: [String] = []
        var points: [(key: [Factor], arms: [(key: ArmKey, rows: [Int])])] = []
        for row in 0..<trials.rowCount {
            let topology = trials[row, "topology"]
            if !topologies.contains(topology) { topologies.append(topology) }
            let factors = paths.map { Factor(name: $0, value: trials[row, $0]) }
            let shared = factors.filter { !$0.isOfOneArm && !$0.value.isEmpty }
            let own = factors.filter { $0.isOfOneArm && !$0.value.isEmpty }
            let key = ArmKey(topology: topology, factors: own)
            let point = points.firstIndex { $0.key == shared } ?? points.endIndex
            if point == points.endIndex { points.append((shared, [])) }
            if let arm = points[point].arms.firstIndex(where: { $0.key == key }) {
                points[point].arms[arm].rows.append(row)
            } else {
                points[point].arms.append((key, [row]))
            }
        }
        return points.map { point in
            let arms = point.arms.enumerated().map { shape, arm in
                Arm(
                    key: arm.key, colour: topologies.firstIndex(of: arm.key.topology) ?? 0,
                    shape: shape, rows: arm.rows, trials: trials)
            }
            return SweepPoint(factors: point.key, arms: arms)
        }
    }
}

/// One swept key and its level.
struct Factor: Equatable, Sendable {
    /// The key's path in the experiment file.
    let name: String
    let value: String

    /// A factor under `topology.` varies one arm only; the others have no value there.
    var isOfOneArm: Bool { name.hasPrefix("topology.") }
}

private struct ArmKey: Equatable {
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
