import Measurement

/// The trials charts and single-trial sentences are about: one per arm, the same repetition where
/// every arm has a valid trial of one, so that the same plan and the same fault are side by side.
struct Drawn {
    let arm: Arm
    /// The row in trials.csv.
    let row: Int
    /// The trial's name in every other file.
    let trial: String
    /// The repetition the trial belongs to.
    let repetition: String

    /// The arm, and which repetition if there are others: "mesh (repetition 1)".
    var place: String {
        arm.countedRows.count > 1 ? "\(arm.name) (repetition \(repetition))" : arm.name
    }

    static func choose(_ point: SweepPoint, results: ResultTables) -> [Drawn] {
        choose(point, trials: results.trials)
    }

    static func choose(_ point: SweepPoint, trials: CSVTable) -> [Drawn] {
        let repetitions = point.arms.map { arm in
            arm.validRows.map { trials[$0, "repetition"] }
        }
        let shared = repetitions.first?.first { candidate in
            repetitions.allSatisfy { $0.contains(candidate) }
        }
        return point.arms.compactMap { arm in
            let same = arm.validRows.first { trials[$0, "repetition"] == shared }
            guard let row = same ?? arm.countedRows.first else { return nil }
            return Drawn(
                arm: arm, row: row, trial: trials[row, "trial"],
                repetition: trials[row, "repetition"])
        }
    }
}
