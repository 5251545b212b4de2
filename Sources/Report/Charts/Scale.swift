import Glibc

/// Maps values to positions on a page, linearly or by their logarithm, and picks round ticks.
struct Scale {
    let low: Double
    let high: Double
    let start: Double
    let end: Double
    let isLogarithmic: Bool

    /// The position of a value; a logarithmic scale puts what is below it, zero included, at its
    /// start.
    func position(_ value: Double) -> Double {
        guard high > low else { return start }
        let share =
            isLogarithmic
            ? (log10(max(value, low)) - log10(low)) / (log10(high) - log10(low))
            : (value - low) / (high - low)
        return start + share * (end - start)
    }

    static func linear(_ low: Double, _ high: Double, from start: Double, to end: Double) -> Scale {
        Scale(low: low, high: high, start: start, end: end, isLogarithmic: false)
    }

    /// Covers the positive values, ends at 1, 2 or 5 times a power of ten; nil without any.
    static func logarithmic(
        covering values: [Double], from start: Double, to end: Double
    ) -> Scale? {
        let positive = values.filter { $0 > 0 }
        guard let smallest = positive.min(), let largest = positive.max() else { return nil }
        let low = roundSteps(around: smallest).last { $0 <= smallest } ?? smallest
        let high = roundSteps(around: largest).first { $0 >= largest && $0 > low } ?? largest * 2
        return Scale(low: low, high: high, start: start, end: end, isLogarithmic: true)
    }

    /// Round values within the scale: at most `count` or a few more, and two at least of a logarithmic
    /// scale.
    func ticks(_ count: Int) -> [Double] {
        isLogarithmic ? logarithmicTicks(count) : linearTicks(count)
    }

    private func linearTicks(_ count: Int) -> [Double] {
        guard high > low else { return [low] }
        let rough = (high - low) / Double(count)
        let power = pow(10, log10(rough).rounded(.down))
        let step = ([1, 2, 5, 10].first { $0 * power >= rough * 0.999 } ?? 10) * power
        let first = Int((low / step - 1e-9).rounded(.up))
        let last = Int((high / step + 1e-9).rounded(.down))
        return first > last ? [low] : (first...last).map { Double($0) * step }
    }

    private func logarithmicTicks(_ count: Int) -> [Double] {
        let first = Int(log10(low).rounded(.down))
        let last = Int(log10(high).rounded(.up))
        let powers = (first...last).map { pow(10, Double($0)) }
        let within = { (value: Double) in value >= self.low * 0.999 && value <= self.high * 1.001 }
        let fine = powers.flatMap { [$0, 2 * $0, 5 * $0] }.filter(within)
        if fine.count <= count { return fine }
        let decades = powers.filter(within)
        // One power of ten alone would not tell how far apart two lines are.
        return decades.count > 1
            ? Self.thinned(decades, to: count) : Self.thinned(fine, to: max(2, count))
    }

    /// The first of them and every so-manieth after it.
    private static func thinned(_ ticks: [Double], to count: Int) -> [Double] {
        let stride = (ticks.count - 1) / max(1, count) + 1
        return ticks.enumerated().filter { $0.offset.isMultiple(of: stride) }.map(\.element)
    }

    /// 1, 2 and 5 times the powers of ten next to a value.
    private static func roundSteps(around value: Double) -> [Double] {
        let exponent = Int(log10(value).rounded(.down))
        return (exponent - 1...exponent + 1).flatMap { power in
            [1, 2, 5].map { $0 * pow(10, Double(power)) }
        }
    }
}

/// Places labels near where they belong without overlap.
enum LabelColumn {
    /// Moves positions apart to at least `gap`, in their order, kept between the bounds.
    static func spread(
        _ wanted: [Double], gap: Double, from low: Double, to high: Double
    ) -> [Double] {
        let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
        var placed = wanted
        var floor = low
        for index in order {
            placed[index] = max(wanted[index], floor)
            floor = placed[index] + gap
        }
        var ceiling = high
        for index in order.reversed() where placed[index] > ceiling {
            placed[index] = ceiling
            ceiling -= gap
        }
        return placed
    }
}
