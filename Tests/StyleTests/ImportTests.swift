import Testing

/// What a target is to the others: its layer, and what it may import.
private struct Place {
    let layer: Int
    /// Targets of this package.
    let targets: Set<String>
    /// Modules of the toolchain.
    var modules: Set<String> = []
}

/// The design's table of targets: an arrow only points down, and what must not know of something
/// does not import it.
private let places: [String: Place] = [
    "CLinux": Place(layer: 0, targets: []),
    "Core": Place(layer: 0, targets: []),
    "TOML": Place(layer: 0, targets: []),
    "Measurement": Place(layer: 1, targets: ["Core"], modules: ["Glibc", "Synchronization"]),
    "Workload": Place(layer: 1, targets: ["Core"], modules: ["Glibc"]),
    "Topology": Place(layer: 1, targets: ["Core"]),
    "Transport": Place(layer: 1, targets: ["CLinux", "Core"], modules: ["Glibc"]),
    "Faults": Place(layer: 1, targets: ["Core"], modules: ["Glibc"]),
    "Links": Place(layer: 1, targets: ["Core"], modules: ["Glibc"]),
    "Theory": Place(layer: 1, targets: ["Core"], modules: ["Glibc"]),
    "Node": Place(layer: 2, targets: ["Core", "Measurement", "Topology", "Workload"]),
    "Experiment": Place(
        layer: 3,
        targets: ["Core", "Faults", "Links", "Measurement", "Node", "TOML", "Topology", "Workload"]),
    "Simulation": Place(
        layer: 3,
        targets: ["Core", "Faults", "Links", "Measurement", "Node", "Topology", "Workload"]),
    "NodeProcess": Place(
        layer: 3,
        targets: [
            "CLinux", "Core", "Links", "Measurement", "Node", "Topology", "Transport", "Workload",
        ],
        modules: ["Glibc"]),
    "Emulation": Place(
        layer: 3, targets: ["CLinux", "Core", "Links", "Measurement", "Transport"],
        modules: ["Glibc"]),
    "Runner": Place(
        layer: 4,
        targets: [
            "CLinux", "Core", "Emulation", "Experiment", "Faults", "Links", "Measurement", "Node",
            "NodeProcess",
            "Simulation", "Theory", "Topology", "Transport", "Workload",
        ], modules: ["Glibc"]),
    "Report": Place(layer: 4, targets: ["Core", "Measurement", "Theory"], modules: ["Glibc"]),
    "topolab": Place(
        layer: 5,
        targets: [
            "Core", "Experiment", "Faults", "Measurement", "Report", "Runner", "TOML", "Theory",
            "Topology", "Transport", "Workload",
        ], modules: ["Glibc"]),
    "topolab-switch": Place(layer: 5, targets: ["Emulation"], modules: ["Glibc"]),
    "topolab-node": Place(layer: 5, targets: ["NodeProcess", "Topology"], modules: ["Glibc"]),
]

extension SourceFile {
    /// The modules it imports, whatever stands before `import`.
    fileprivate var imports: [String] {
        SourceText.lines(of: source.code).compactMap { line in
            let words = line.split(separator: " ")
            guard let keyword = words.firstIndex(of: "import"), keyword <= 2,
                words[..<keyword].allSatisfy({
                    ["package", "internal", "private", "fileprivate", "public", "@testable"]
                        .contains($0)
                }), let module = words.dropFirst(keyword + 1).last
            else { return nil }
            return String(module.prefix { $0 != "." })
        }
    }
}

@Suite("Who knows of whom")
struct ImportTests {
    @Test("The sources are found, and every target has its place in the table")
    func targets() {
        #expect(SourceTree.files.count > 100)
        #expect(SourceTree.targets == places.keys.sorted())
    }

    @Test("The table's arrows only point down")
    func layers() {
        for (target, place) in places {
            for other in place.targets {
                #expect(
                    (places[other]?.layer ?? .max) < place.layer, "\(target) imports \(other)")
            }
        }
    }

    @Test("Every file imports what its target may, and nothing else")
    func imports() throws {
        for file in SourceTree.files {
            let place = try #require(places[file.target])
            let allowed = place.targets.union(place.modules)
            for module in file.imports {
                #expect(allowed.contains(module), "\(file.path) imports \(module)")
            }
        }
    }

    @Test("Imports are seen at all: every target above the lowest layer has some")
    func found() {
        for target in SourceTree.targets where (places[target]?.layer ?? 0) > 0 {
            let imports = SourceTree.files.filter { $0.target == target }.flatMap(\.imports)
            #expect(!imports.isEmpty, "\(target)")
        }
    }
}
