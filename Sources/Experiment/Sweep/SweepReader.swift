import Core
import TOML

/// Takes `[sweep]` and `[[case]]` out of a document, as the list of points to run.
struct SweepReader {
    private(set) var findings = Findings()
    /// In order of appearance, `[sweep]` first.
    private(set) var factors: [Factor] = []
    /// The levels that are put into the document, point by point; one empty point without a sweep.
    private(set) var points: [[Level]] = [[]]
    /// `sweep` and `case`, as far as they are there, without what options have taken out.
    private(set) var tables: [JSON.Member] = []
    /// What options have set: the file's levels of it are left out.
    private let fixed: [String: Place]

    private static let maximumPoints = 10_000
    /// Keys that are one for all trials of a run.
    private static let fixedKeys = [
        "name", "question", "hypothesis", "repetitions", "network.tier", "network.port",
    ]

    init(fixed: [String: Place]) {
        self.fixed = fixed
    }

    mutating func read(_ document: inout GivenTable) {
        let sweep = document.remove("sweep")
        let cases = document.remove("case")
        let lists = sweep.map { levelLists(of: $0) } ?? []
        let settings = cases.map { caseSettings(of: $0) } ?? []
        for path in Set(lists.map(\.path)).intersection(settings.flatMap { $0.map(\.path) })
            .sorted()
        {
            report(.twice(path), at: settings.flatMap { $0 }.first { $0.path == path }?.value.place)
        }
        for level in lists.compactMap({ $0.levels.first }) + settings.flatMap({ $0 }) {
            let factor = Factor(level.parts)
            if !factors.contains(factor) { factors.append(factor) }
        }
        let count = lists.reduce(max(1, settings.count)) { product, list in
            product.multipliedReportingOverflow(by: max(1, list.levels.count)).partialValue
        }
        guard count <= Self.maximumPoints, count > 0 else {
            return report(
                .tooManyPoints(count, maximum: Self.maximumPoints),
                at: sweep?.place ?? document.place)
        }
        points = settings.isEmpty ? [[]] : settings
        if !lists.isEmpty { tables.append(JSON.Member("sweep", json(of: lists))) }
        if !settings.isEmpty { tables.append(JSON.Member("case", json(of: settings))) }
        for list in lists where !list.levels.isEmpty {
            points = points.flatMap { point in list.levels.map { point + [$0] } }
        }
    }

    // MARK: [sweep]

    private struct LevelList {
        var path: String
        var levels: [Level]
    }

    private mutating func levelLists(of sweep: Given) -> [LevelList] {
        guard let table = sweep.table else {
            findings.report(
                .key(.wrongShape("sweep", header: "[sweep]", found: FoundValue(sweep))),
                at: sweep.place)
            return []
        }
        return table.leaves.compactMap { leaf -> LevelList? in
            let path = leaf.path
            guard isFactor(leaf) else { return nil }
            guard let elements = leaf.value.elements else {
                report(.noLevels(path, found: FoundValue(leaf.value)), at: leaf.value.place)
                return nil
            }
            if elements.isEmpty { report(.emptyList(path), at: leaf.value.place) }
            for (index, element) in elements.enumerated()
            where elements[..<index].contains(where: { $0.content == element.content }) {
                report(.repeatedLevel(path, FoundValue(element)), at: element.place)
            }
            return LevelList(
                path: path,
                levels: elements.map {
                    Level(parts: leaf.parts, value: $0, keyPlace: leaf.keyPlace)
                })
        }
    }

    // MARK: [[case]]

    private mutating func caseSettings(of cases: Given) -> [[Level]] {
        guard let elements = cases.elements, elements.allSatisfy({ $0.table != nil }) else {
            findings.report(
                .key(.wrongShape("case", header: "[[case]]", found: FoundValue(cases))),
                at: cases.place)
            return []
        }
        var settings: [[Level]] = []
        for leaves in elements.compactMap(\.table?.leaves) {
            let setting = leaves.filter { isFactor($0) }
            for level in setting where level.value.elements != nil {
                report(.noValue(level.path, found: FoundValue(level.value)), at: level.value.place)
            }
            // Cases that an option has made alike are one.
            let isNew = !settings.contains { other in
                other.map(\.path) == setting.map(\.path)
                    && other.map(\.value.content) == setting.map(\.value.content)
            }
            if isNew { settings.append(setting) }
        }
        return settings
    }

    // MARK: Both

    private func json(of lists: [LevelList]) -> JSON {
        .object(lists.map { JSON.Member($0.path, .array($0.levels.map(\.value.json))) })
    }

    private func json(of settings: [[Level]]) -> JSON {
        .array(settings.map { .object($0.map { JSON.Member($0.path, $0.value.json) }) })
    }

    private mutating func isFactor(_ level: Level) -> Bool {
        let path = level.path
        let isOfArm = level.parts.first == "topology"
        let isName = isOfArm && ["kind", "label"].contains(level.parts.last)
        if Self.fixedKeys.contains(path) || isName {
            report(.notAFactor(path), at: level.value.place)
            return false
        }
        guard let option = fixed[path], !level.value.place.isOption else { return true }
        findings.note(.levelsLeftOut(path, because: option.text), at: level.value.place)
        return false
    }

    private mutating func report(_ problem: SweepProblem, at place: Place?) {
        guard let place else { return }
        findings.report(.sweep(problem), at: place)
    }
}

extension GivenTable {
    /// Takes an entry out.
    mutating func remove(_ key: String) -> Given? {
        guard let index = entries.firstIndex(where: { $0.key == key }) else { return nil }
        return entries.remove(at: index).value
    }

    /// Every value with its path: a key that is a dotted path, quoted or not, is one.
    var leaves: [Level] {
        entries.flatMap { entry -> [Level] in
            let parts = (try? TOMLParser.parseKey(entry.key)) ?? [entry.key]
            guard let table = entry.value.table else {
                return [Level(parts: parts, value: entry.value, keyPlace: entry.keyPlace)]
            }
            return table.leaves.map {
                Level(parts: parts + $0.parts, value: $0.value, keyPlace: $0.keyPlace)
            }
        }
    }
}
