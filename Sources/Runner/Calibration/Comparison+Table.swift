/// A comparison as people read it.
extension Comparison {
    var heading: String {
        "\(exchange.title): \(CalibrationResult.verdict(passes, bar, unit: " of C"))"
    }

    var lines: [String] {
        let isPingPong = exchange == .pingPong
        let head = [
            CalibrationResult.row("", "nodes", "bare C", "nodes / C"),
            line(
                isPingPong ? "p50 response" : "operations", subject,
                isPingPong ? Figure.time : Figure.rate),
        ]
        return head + effort("client", \.client) + effort("server", \.server)
    }

    /// Where one end's time goes; only where computing is what takes the time, in detail.
    private func effort(_ end: String, _ effort: KeyPath<Side, Effort>) -> [String] {
        let total = line("\(end) CPU", effort.appending(path: \.total), Figure.processor)
        guard exchange == .deepQueue else { return [total] }
        return [
            total,
            line("  user per op", effort.appending(path: \.user), Figure.microseconds),
            line("  system per op", effort.appending(path: \.system), Figure.microseconds),
            line("  waits per op", effort.appending(path: \.waits), Figure.ratio),
        ]
    }

    private func line(
        _ title: String, _ number: KeyPath<Side, Double>, _ text: (Double) -> String
    ) -> String {
        CalibrationResult.row(
            title, Figure.spread(nodes(number), text), Figure.spread(bare(number), text),
            Figure.ratio(ratio(number).median))
    }
}
