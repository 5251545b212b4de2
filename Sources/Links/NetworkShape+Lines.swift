import Core

/// How a network travels to other processes: each kind of link once, then who has which, then regions.
extension NetworkShape {
    /// A line that is none of a network's, and the name it begins with.
    package struct Unreadable: Error, Equatable, Sendable {
        package var name: String
        package var text: String
    }

    package var lines: [String] {
        var kinds: [LinkShape] = []
        var numbers: [Int] = []
        for link in links {
            let number = kinds.firstIndex(of: link) ?? kinds.count
            if number == kinds.count { kinds.append(link) }
            numbers.append(number)
        }
        return kinds.map { "link \($0.line)" } + [Self.line("links", numbers)]
            + (regions.isEmpty ? [] : [Self.line("regions", regions)])
            + regionDelays.map { Self.line("region_delays", $0) }
    }

    private static func line(_ name: String, _ numbers: [some FixedWidthInteger]) -> String {
        ([name] + numbers.map { "\($0)" }).joined(separator: " ")
    }

    /// Reads a network among lines of other names; nil where it is not there.
    package init?(lines: [String]) throws(Unreadable) {
        self.init(links: [])
        var kinds: [LinkShape] = []
        var places: [Int]?
        for line in lines {
            let name = String(line.prefix { $0 != " " })
            let rest = String(line.dropFirst(name.count + 1))
            switch name {
            case "link":
                guard let link = LinkShape(line: rest) else {
                    throw Unreadable(name: name, text: rest)
                }
                kinds.append(link)
            case "links": places = try Self.numbers(rest, of: name)
            case "regions": regions = try Self.numbers(rest, of: name)
            case "region_delays": regionDelays.append(try Self.numbers(rest, of: name))
            default: break
            }
        }
        guard let places else { return nil }
        guard places.allSatisfy(kinds.indices.contains) else {
            throw Unreadable(name: "links", text: "\(places)")
        }
        links = places.map { kinds[$0] }
        try check()
    }

    private static func numbers<Number: FixedWidthInteger>(
        _ text: String, of name: String
    ) throws(Unreadable) -> [Number] {
        let words = text.split(separator: " ")
        let numbers = words.compactMap { Number($0) }
        guard numbers.count == words.count, numbers.allSatisfy({ $0 >= 0 }) else {
            throw Unreadable(name: name, text: text)
        }
        return numbers
    }

    /// Every region has a delay to every other.
    private func check() throws(Unreadable) {
        let count = regionDelays.count
        guard regionDelays.allSatisfy({ $0.count == count }) else {
            throw Unreadable(name: "region_delays", text: "\(regionDelays)")
        }
        guard regions.isEmpty || regions.count == links.count,
            regions.allSatisfy((0..<count).contains)
        else { throw Unreadable(name: "regions", text: "\(regions)") }
    }
}
