import Core

extension LinkShape {
    /// As it travels to another process: words in the order of the properties, `-` for none.
    package var line: String {
        [
            upBitsPerSecond.map { "\($0)" } ?? "-", downBitsPerSecond.map { "\($0)" } ?? "-",
            "\(delayNanoseconds)", "\(jitterNanoseconds)", jitterDistribution.rawValue,
            "\(queueNanoseconds)", "\(loss)", "\(lossBurst)", "\(duplicate)", "\(reorder)",
            counts.rawValue,
        ].joined(separator: " ")
    }

    /// Reads such a line back; nil where it is none.
    package init?(line: String) {
        let words = line.split(separator: " ")
        guard words.count == 11, let delay = Nanoseconds(words[2]),
            let jitter = Nanoseconds(words[3]),
            let distribution = JitterDistribution(rawValue: String(words[4])),
            let queue = Nanoseconds(words[5]), let loss = Double(words[6]),
            let burst = Double(words[7]), let duplicate = Double(words[8]),
            let reorder = Double(words[9]), let counts = Counted(rawValue: String(words[10]))
        else { return nil }
        let rates = words[..<2].map { $0 == "-" ? nil : Double($0) }
        guard zip(rates, words).allSatisfy({ $0 != nil || $1 == "-" }) else { return nil }
        guard rates.allSatisfy({ $0.map { $0 > 0 && $0.isFinite } ?? true }),
            [delay, jitter, queue].allSatisfy({ $0 >= 0 }), burst >= 1, burst.isFinite,
            [loss, duplicate, reorder].allSatisfy((0.0...1).contains)
        else { return nil }
        self.init()
        upBitsPerSecond = rates[0]
        downBitsPerSecond = rates[1]
        delayNanoseconds = delay
        jitterNanoseconds = jitter
        jitterDistribution = distribution
        queueNanoseconds = queue
        self.loss = loss
        lossBurst = burst
        self.duplicate = duplicate
        self.reorder = reorder
        self.counts = counts
    }
}
