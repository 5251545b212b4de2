import Measurement

/// The sweep points of a run side by side: which arm goes on as which, and what names a point.
struct Sweep {
    /// An arm followed from point to point.
    struct Column {
        let name: String
        /// One per point; nil where the point has none.
        let arms: [Arm?]

        /// Any of its arms, for colour and marker.
        var first: Arm? { arms.lazy.compactMap(\.self).first }
    }

    let points: [SweepPoint]
    /// In the order of the experiment.
    let columns: [Column]
    /// The paths of the factors that name a point, in file order; at least one if there are points.
    let factors: [String]
    /// One per point: a level for each factor, "–" where it has none.
    let levels: [[String]]

    init(_ points: [SweepPoint]) {
        self.points = points
        // A topology with one arm at every point is one column, however its own factors vary.
        var several: Set<String> = []
        for point in points {
            var seen: Set<String> = []
            for arm in point.arms where !seen.insert(arm.topology).inserted {
                several.insert(arm.topology)
            }
        }
        var byName = Grouping<String, (point: Int, arm: Arm)>()
        for (index, point) in points.enumerated() {
            for arm in point.arms {
                byName.add(
                    (index, arm), to: several.contains(arm.topology) ? arm.name : arm.topology)
            }
        }
        columns = byName.groups.map { name, members in
            var arms = [Arm?](repeating: nil, count: points.count)
            for (point, arm) in members { arms[point] = arm }
            return Column(name: name, arms: arms)
        }
        let named = points.map { point in
            point.factors
                + point.arms.filter { !several.contains($0.topology) }.flatMap(\.levels)
        }
        let paths = Self.distinct(named.flatMap(\.self).map(\.name))
        func level(_ path: String, _ point: [Factor]) -> String {
            point.first { $0.name == path }?.value ?? "–"
        }
        let varying = paths.filter { path in Set(named.map { level(path, $0) }).count > 1 }
        let factors = varying.isEmpty ? paths : varying
        self.factors = factors
        levels = named.map { point in factors.map { level($0, point) } }
    }

    /// The factors as short as they can be told apart: the last part of each path, or all of it.
    var shortFactors: [String] {
        let last = factors.map { path in
            path.split(separator: ".").last.map(String.init) ?? path
        }
        return Set(last).count == last.count ? last : factors
    }

    /// "workload.rate_per_s = 400".
    func title(ofPoint index: Int) -> String {
        zip(factors, levels[index]).map { "\($0) = \($1)" }.joined(separator: ", ")
    }

    /// In order of first appearance.
    static func distinct(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }
    }
}
