import Core
import Links

/// What lies between nodes as lines: each kind of link once, then who has which; then regions.
enum NetworkLines {
    static func write(_ network: NetworkShape) -> [String] {
        var kinds: [LinkShape] = []
        var numbers: [Int] = []
        for link in network.links {
            let number = kinds.firstIndex(of: link) ?? kinds.count
            if number == kinds.count { kinds.append(link) }
            numbers.append(number)
        }
        return kinds.map { "link \($0.words)" } + [line("links", numbers)]
            + (network.regions.isEmpty ? [] : [line("regions", network.regions)])
            + network.regionDelays.map { line("region_delays", $0) }
    }

    private static func line(_ name: String, _ numbers: [some FixedWidthInteger]) -> String {
        ([name] + numbers.map { "\($0)" }).joined(separator: " ")
    }

    /// Nil where there are no such lines; those of one name in their order.
    static func read(_ lines: [String]) throws(AssignmentError) -> NetworkShape? {
        var kinds: [LinkShape] = []
        var places: [Int]?
        var network = NetworkShape(links: [])
        for line in lines {
            switch line.prefix(while: { $0 != " " }) {
            case "link":
                guard let link = LinkShape(line.split(separator: " ").dropFirst()) else {
                    throw .unreadable("link", line)
                }
                kinds.append(link)
            case "links": places = try numbers(line, of: "links")
            case "regions": network.regions = try numbers(line, of: "regions")
            case "region_delays":
                network.regionDelays.append(try numbers(line, of: "region_delays"))
            default: break
            }
        }
        guard let places else { return nil }
        guard places.allSatisfy(kinds.indices.contains) else {
            throw .unreadable("links", "\(places)")
        }
        network.links = places.map { kinds[$0] }
        try check(network)
        return network
    }

    private static func numbers<Number: FixedWidthInteger>(
        _ line: String, of name: String
    ) throws(AssignmentError) -> [Number] {
        let words = line.split(separator: " ").dropFirst()
        let numbers = words.compactMap { Number($0) }
        guard numbers.count == words.count, numbers.allSatisfy({ $0 >= 0 }) else {
            throw .unreadable(name, line)
        }
        return numbers
    }

    /// Every region has a delay to every other.
    private static func check(_ network: NetworkShape) throws(AssignmentError) {
        let count = network.regionDelays.count
        guard network.regionDelays.allSatisfy({ $0.count == count }) else {
            throw .unreadable("region_delays", "\(network.regionDelays)")
        }
        guard network.regions.isEmpty || network.regions.count == network.links.count,
            network.regions.allSatisfy((0..<count).contains)
        else { throw .unreadable("regions", "\(network.regions)") }
    }
}

extension LinkShape {
    /// What of a link a node can see to itself: rates, delay and jitter.
    fileprivate var words: String {
        "\(upBitsPerSecond ?? 0) \(downBitsPerSecond ?? 0) \(delayNanoseconds) "
            + "\(jitterNanoseconds) \(jitterDistribution.rawValue)"
    }

    fileprivate init?(_ words: ArraySlice<Substring>) {
        let words = Array(words)
        self.init()
        guard words.count == 5, let up = Double(words[0]), let down = Double(words[1]),
            let delay = Nanoseconds(words[2]), let jitter = Nanoseconds(words[3]),
            let distribution = JitterDistribution(rawValue: String(words[4])), up >= 0, down >= 0,
            delay >= 0, jitter >= 0
        else { return nil }
        upBitsPerSecond = up > 0 ? up : nil
        downBitsPerSecond = down > 0 ? down : nil
        delayNanoseconds = delay
        jitterNanoseconds = jitter
        jitterDistribution = distribution
    }
}
