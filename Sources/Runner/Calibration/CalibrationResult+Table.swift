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
        lines += echoLines + generatorLines + [""] + emulated.lines
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

    private var echoLines: [String] {
        let lines = echoes.map { echo in
            let name = echo.connections == 1 ? "1 connection" : "\(echo.connections) connections"
            switch echo.outcome {
            case .skipped(let needed):
                return Self.row(
                    name, "skipped: needs \(needed) open files; see topolab doctor")
            case .measured(let sides):
                return Self.row(
                    name, Figure.spread(Spread(sides.map(\.operationsPerSecond)), Figure.rate),
                    Figure.spread(Spread(sides.map(\.p50Nanoseconds)), Figure.time))
            }
        }
        return ["", "bare C, 64 bytes there and back on each connection of one client"]
            + [Self.row("", "requests", "p50 response")] + lines
    }

    private var generatorLines: [String] {
        guard let generator else { return [] }
        let verdict = Self.verdict(generator.passes, Generator.bar, unit: " s/M")
        return [
            "", "one participant on a processor of its own: \(verdict)",
            Self.row(
                "issues",
                Figure.spread(generator.operationsPerSecond, Figure.rate)
                    + " per processor"),
            Self.row("its CPU", Figure.spread(generator.microseconds, Figure.processor)),
        ]
    }

    private var costLines: [String] {
        let times = [lateness.p50, lateness.p99, lateness.maximum].map(Figure.time)
        return [
            "  recording an operation  \(Figure.spread(recorder.nanoseconds, Figure.time)), "
                + "\(recorder.allocations) allocations",
            "      "
                + Self.verdict(recorder.passes, RecorderCost.bar, unit: " ns, 0 allocations"),
            "  and three clock reads   \(Figure.spread(recorder.withClocksNanoseconds, Figure.time))",
            "      "
                + Self.verdict(
                    recorder.passesWithClocks, RecorderCost.withClocksBar, unit: " ns"),
            "  an operation's way      \(dataPath.allocations) allocations "
                + "in \(dataPath.operations) operations",
            "      " + Self.verdict(dataPath.passes, DataPathCost.bar),
            "  a timed wait ends late  p50 \(times[0]), p99 \(times[1]), max \(times[2])",
            "  a node starts within    \(Figure.spread(spawnNanoseconds, Figure.time))",
            "  reading the clock       \(Figure.spread(clockNanoseconds, Figure.time))",
        ]
    }

    /// A title and its columns.
    static func row(_ title: String, _ columns: String...) -> String {
        func padded(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(0, width - text.count))
        }
        let front = columns.dropLast().map { padded($0, 24) }.joined()
        return "  " + padded(title, 18) + front + (columns.last ?? "")
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
        if emulated.foreignShare > 0.05 {
            notes.append(
                "Other programs took up to \(Figure.percent(emulated.foreignShare)) of the "
                    + "processors during \"emulated network\": repeat it on a quiet host.")
        }
        if processors.server == processors.clients {
            notes.append("Servers and clients had to share the one processor allowed.")
        }
        let shares = comparisons.map(\.foreignShare) + [emulated.foreignShare]
        let isQuiet = shares.allSatisfy { $0 <= 0.05 }
        let verdict = passes ? "Every bar is kept to." : "A bar is missed."
        notes.append(isQuiet ? verdict : "Whether the bars are kept to cannot be judged.")
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
