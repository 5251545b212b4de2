import Measurement

/// A law that must hold of a trial's own data, held against all trials of one topology.
struct LawFinding {
    let law: Law
    let topology: String
    /// How many trials it was held against; at least one.
    let trials: Int
    /// Those in which it does not hold, in file order.
    let broken: [String]
    /// The numbers of the trial that is furthest from the law, measured by what it allows.
    let worst: Numbers

    var holds: Bool { broken.isEmpty }

    /// One trial's numbers, in the law's own unit.
    struct Numbers: Equatable {
        let measured: Double
        let expected: Double
        /// How far the two may be apart.
        let allowed: Double

        var difference: Double { measured - expected }

        /// Above 1 where the law does not hold.
        fileprivate var share: Double {
            difference == 0 ? 0 : difference.magnitude / allowed
        }
    }

    /// One for each law and topology, in order of first appearance; none without checks.csv.
    static func all(in checks: CSVTable?) -> [LawFinding] {
        guard let checks else { return [] }
        var groups: [(law: String, topology: String, rows: [Int])] = []
        for row in 0..<checks.rowCount {
            let (law, topology) = (checks[row, "check"], checks[row, "topology"])
            if let group = groups.firstIndex(where: { ($0.law, $0.topology) == (law, topology) }) {
                groups[group].rows.append(row)
            } else {
                groups.append((law, topology, [row]))
            }
        }
        let laws = Sweep.distinct(groups.map(\.law))
        return laws.flatMap { law in groups.filter { $0.law == law } }.compactMap { group in
            LawFinding(Law(named: group.law), group.topology, group.rows, in: checks)
        }
    }

    /// Nil if no row holds numbers.
    private init?(_ law: Law, _ topology: String, _ rows: [Int], in checks: CSVTable) {
        let numbers = rows.compactMap { row -> Numbers? in
            guard let measured = checks.double(row, "measured"),
                let expected = checks.double(row, "expected"),
                let allowed = checks.double(row, "allowed")
            else { return nil }
            return Numbers(measured: measured, expected: expected, allowed: allowed)
        }
        guard let worst = numbers.max(by: { $0.share < $1.share }) else { return nil }
        self.law = law
        self.topology = topology
        self.worst = worst
        trials = rows.count
        broken = rows.filter { checks[$0, "holds"] != "true" }.map { checks[$0, "trial"] }
    }

    /// "trials 3 and 5".
    var brokenTrials: String {
        "\(broken.count == 1 ? "trial" : "trials") \(Prose.names(broken, limit: 5))"
    }

    /// What a broken law means, and in which trials; nil if it holds.
    var sentence: String? {
        guard !holds else { return nil }
        let format = law.format
        let measured = format(worst.measured).text
        let trials = "\(topology), \(brokenTrials)"
        if law.isIdentity {
            return "\(law.title) does not hold in \(trials): \(measured) measured against "
                + "\(format(worst.expected).text), which is a defect of topolab and makes the "
                + "trial invalid."
        }
        return "Beyond Lindley's recursion in \(trials): 1 % of the answers came at least "
            + "\(measured) later than arrivals and service times alone make them, and the limit "
            + "is \(format(worst.allowed).text). That time is the host's and the network's, not "
            + "the queue's."
    }

    /// All that is broken, in one sentence; nil if everything holds.
    static func summary(of checks: CSVTable?) -> String? {
        let broken = all(in: checks).filter { !$0.holds }
        guard !broken.isEmpty else { return nil }
        let parts = broken.map { "\($0.law.title) (\($0.topology), \($0.brokenTrials))" }
        return "Does not hold: \(parts.joined(separator: "; ")). See report.html and checks.csv."
    }
}

extension LawFinding {
    /// A law as checks.csv names it, for people.
    struct Law {
        private let name: String
        /// Nil in the files of a version that checks what this one does not.
        private let known: CheckedLaw?

        init(named name: String) {
            self.name = name
            known = CheckedLaw(rawValue: name)
        }

        var title: String { known?.title ?? name }

        /// What it says, in half a sentence.
        var meaning: String { known?.meaning ?? "" }

        /// Whether it is of the queues, which the host and the network stand beside; a trial that breaks
        /// any other contradicts itself.
        var isIdentity: Bool { known != .lindley }

        var format: @Sendable (Double) -> Quantity {
            switch known {
            case .statuses, .bytes, .answersAcrossCuts, .lostWrites, .disagreeingReplicas,
                .linkPackets, .linkLosses:
                Quantity.count
            case .interactiveLaw: { .duration(seconds: $0) }
            case .lindley: { .duration(microseconds: $0) }
            case .littlesLaw, nil:
                { Quantity(number: NumberText.significant($0, digits: 4), unit: "") }
            }
        }
    }
}
