import Core

/// The result as people read it.
extension CalibrationResult {
    /// The result in lines of at most `width` columns, where that is 80 or more.
    ///
    /// Numbers are medians, and in brackets the least and the greatest of the rounds.
    package func table(width: Int) -> String {
        var lines = hostLines
        for comparison in comparisons {
            lines += ["", comparison.heading] + comparison.lines
        }
        lines += ["", "host"] + costLines + [""] + notes
        return lines.flatMap { Self.wrapped($0, width: width) }.joined(separator: "\n")
    }

    private var hostLines: [String] {
        func fact(_ name: String) -> String {
            guard case .object(let members) = host,
                let value = members.first(where: { $0.name == name })?.value
            else { return "unknown" }
            switch value {
            case .string(let text): return text
            case .integer(let number): return "\(number)"
            default: return "unknown"
            }
        }
        return [
            "\(fact("cores")) cores, \(fact("processor")), Linux \(fact("kernel")), "
                + "\(fact("congestion_control"))",
            "servers on processor \(processors.server), clients on processor \(processors.clients)",
        ]
    }

    private var costLines: [String] {
        let timer =
            "p50 \(Figure.time(timerP50Nanoseconds)), p99 \(Figure.time(timerP99Nanoseconds))"
        let recorderBar = Self.verdict(
            recorder.passes, RecorderCost.bar, unit: " ns, 0 allocations")
        return [
            "  recording an operation  \(Figure.spread(recorder.nanoseconds, Figure.time)), "
                + "\(recorder.allocations) allocations  \(recorderBar)",
            "  a timed wait ends late  \(timer)",
            "  a node starts within    \(Figure.spread(spawnNanoseconds, Figure.time))",
            "  reading the clock       \(Figure.spread(clockNanoseconds, Figure.time))",
        ]
    }

    private var notes: [String] {
        var notes: [String] = []
        if isDebugBuild {
            notes.append("These numbers mean nothing: this is a debug build; use -c release.")
        }
        for comparison in comparisons where comparison.foreignShare > 0.05 {
            notes.append(
                "Other programs took up to \(Figure.percent(comparison.foreignShare)) of the "
                    + "processors during \"\(comparison.exchange.title)\": repeat it on a quiet host."
            )
        }
        if processors.server == processors.clients {
            notes.append("Servers and clients had to share the one processor allowed.")
        }
        notes.append(passes ? "Every bar is kept to." : "A bar is missed.")
        return notes
    }

    static func verdict(_ passes: Bool, _ bar: Bar, unit: String = "") -> String {
        let limit = bar.limit == bar.limit.rounded() ? "\(Int(bar.limit))" : "\(bar.limit)"
        let sense = if case .atMost = bar { "at most" } else { "at least" }
        return "\(passes ? "pass" : "FAIL") (\(sense) \(limit)\(unit))"
    }

    /// Breaks a line between words; what follows is indented deeper.
    private static func wrapped(_ line: String, width: Int) -> [String] {
        guard line.count > width else { return [line] }
        let indent = String(line.prefix { $0 == " " })
        var lines: [String] = []
        var current = ""
        for word in line.split(separator: " ") {
            let start = lines.isEmpty ? indent : indent + "    "
            if !current.isEmpty, current.count + 1 + word.count > width {
                lines.append(current)
                current = indent + "    " + word
            } else {
                current = current.isEmpty ? start + word : current + " " + word
            }
        }
        return lines + [current]
    }
}

extension Comparison {
    fileprivate var heading: String {
        guard let bar, let passes else { return exchange.title }
        return "\(exchange.title): \(CalibrationResult.verdict(passes, bar, unit: " of C"))"
    }

    fileprivate var lines: [String] {
        let isPingPong = exchange == .pingPong
        return [
            Self.columns("", "nodes", "bare C", "nodes / C"),
            line(
                isPingPong ? "p50 response" : "operations", subject,
                isPingPong ? Figure.time : Figure.rate),
            line("client CPU", \.clientSecondsPerMillion, Figure.processor),
            line("server CPU", \.serverSecondsPerMillion, Figure.processor),
        ]
    }

    private func line(
        _ title: String, _ number: KeyPath<Side, Double>, _ text: (Double) -> String
    ) -> String {
        Self.columns(
            title, Figure.spread(nodes(number), text), Figure.spread(bare(number), text),
            Figure.spread(ratio(number), Figure.ratio))
    }

    private static func columns(
        _ title: String, _ nodes: String, _ bare: String, _ ratio: String
    ) -> String {
        func padded(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(0, width - text.count))
        }
        return "  " + padded(title, 14) + padded(nodes, 24) + padded(bare, 24) + ratio
    }
}
