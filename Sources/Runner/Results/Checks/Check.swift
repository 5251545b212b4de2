import Measurement

/// Something that must hold of a trial's own data, whatever the topology.
struct Check: Equatable {
    /// What must hold.
    let law: CheckedLaw
    /// What was measured.
    let measured: Double
    /// What it must equal.
    let expected: Double
    /// How far the two may be apart, in their own unit.
    let allowed: Double
    /// Whether a failure means that the instrument is wrong, and not the host or the experiment.
    let isIdentity: Bool

    /// As checks.csv names it.
    var name: String { law.rawValue }

    var holds: Bool { abs(measured - expected) <= allowed }

    func row(of trial: TrialPlan) -> Row {
        [
            ("trial", .count(trial.number)), ("topology", .text(trial.label)),
            ("check", .text(name)), ("measured", .number(measured)),
            ("expected", .number(expected)), ("allowed", .number(allowed)),
            ("holds", .flag(holds)),
        ]
    }
}
