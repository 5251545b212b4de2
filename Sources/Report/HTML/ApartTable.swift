import Measurement

/// How far apart every two arms of a sweep point are, with intervals where there are enough pairs.
struct ApartTable {
    let point: SweepPoint
    let trials: CSVTable

    private static let titles = ["measure", "ratio", "difference", "judged"]

    /// Nil for a single arm, or if no two arms are both valid in two repetitions: one pair is what
    /// the tables above show already.
    var markup: Markup? {
        guard ArmPair.all(point.arms).contains(where: { $0.sharedRepetitions(in: trials) > 1 })
        else { return nil }
        let tables = ArmPair.all(point.arms).compactMap(table)
        guard !tables.isEmpty else { return nil }
        return .tag(
            "section", [:],
            [.tag("h2", text: "How far apart"), .tag("p", ["class": "muted"], text: remark)]
                + tables)
    }

    private var remark: String {
        let pairs = ArmPair.all(point.arms).map { $0.sharedRepetitions(in: trials) }
        let isShort = pairs.contains { $0 < 3 }
        return "Repetition by repetition, over those in which both are valid: the geometric mean "
            + "of the ratios and the mean difference, each with its 95 % interval."
            + (isShort ? " Fewer than 3 pairs are points and give no interval." : "")
    }

    private func table(_ pair: ArmPair) -> Markup? {
        let rows = ArmPair.metrics.compactMap { metric in
            pair.effect(metric, in: trials).map { row($0, metric) }
        }
        guard !rows.isEmpty else { return nil }
        let titles = Self.titles.map { Markup.tag("th", ["scope": "col"], text: $0) }
        return .tag(
            "div", ["class": "wide"],
            [
                .tag("h3", text: pair.title),
                .tag(
                    "table", [:],
                    [
                        .tag("thead", [:], [.tag("tr", [:], titles)]),
                        .tag("tbody", [:], rows),
                    ]),
            ])
    }

    private func row(_ effect: Effect, _ metric: Metric) -> Markup {
        .tag(
            "tr", [:],
            [
                .tag("th", ["scope": "row"], text: metric.name), ratio(effect),
                difference(effect, metric), cell(Self.verdict(effect), below: effect.method),
            ])
    }

    private func ratio(_ effect: Effect) -> Markup {
        guard let centre = effect.ratio else { return cell("–", below: nil) }
        guard let interval = effect.ratioInterval else {
            return cell(RatioText.texts([centre])[0], below: nil)
        }
        let texts = RatioText.texts([centre, interval.low, interval.high])
        return cell(texts[0], below: "\(texts[1])..\(texts[2])")
    }

    private func difference(_ effect: Effect, _ metric: Metric) -> Markup {
        let interval = effect.differenceInterval.map {
            "\(metric.changeText($0.low))..\(metric.changeText($0.high))"
        }
        return cell(metric.changeText(effect.difference), below: interval)
    }

    private func cell(_ text: String, below: String?) -> Markup {
        let below = below.map { [Markup.tag("span", ["class": "range"], text: $0)] } ?? []
        return .tag("td", [:], [.tag("span", text: text)] + below)
    }

    private static func verdict(_ effect: Effect) -> String {
        switch effect.verdict {
        case .differs: "differ"
        case .notShown: "no difference shown"
        case .alike: "alike in every pair"
        case .unknown: "–"
        }
    }
}
