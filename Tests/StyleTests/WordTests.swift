import Testing

extension [UInt8] {
    fileprivate func contains(_ text: String) -> Bool {
        let sought = Array(text.utf8)
        return withUnsafeBytes { bytes in
            sought.withUnsafeBytes { sought in
                guard bytes.count >= sought.count else { return false }
                for start in 0...(bytes.count - sought.count) where bytes[start] == sought[0] {
                    let candidate = bytes[start..<(start + sought.count)]
                    if candidate.elementsEqual(sought) { return true }
                }
                return false
            }
        }
    }
}

@Suite("Words that do not occur")
struct WordTests {
    @Test(
        "What hides a data race, a crash or unfinished work stands nowhere, not even in a comment",
        arguments: ["@unchecked Sendable", "nonisolated(unsafe)", "try!", "TODO", "FIXME"])
    func forbidden(text: String) {
        for file in SourceTree.files {
            #expect(!file.source.whole.contains(text), "\(file.path)")
        }
    }

    @Test("Nothing is public: nobody depends on this package")
    func access() {
        for file in SourceTree.files {
            #expect(!SourceText.words(of: file.source.code).contains("public"), "\(file.path)")
        }
    }

    @Test(
        "Nothing is named for being of some use",
        arguments: ["Manager", "Helper", "Utils", "Utility"])
    func vagueNames(name: String) {
        for file in SourceTree.files {
            #expect(!file.path.contains(name), "\(file.path)")
            #expect(!file.source.code.contains(name), "\(file.path)")
        }
    }

    /// Who runs, simulates, measures or reports any topology, and so knows none by name.
    static let neutral = ["Measurement", "Node", "NodeProcess", "Report", "Runner", "Simulation"]

    @Test("Topologies are named by themselves and their registry, nowhere else", arguments: neutral)
    func topologies(target: String) {
        let names: Set<String> = ["client-server", "mesh", "ClientServer", "Mesh"]
        let files = SourceTree.files.filter { $0.target == target }
        #expect(!files.isEmpty)
        for file in files {
            let words = SourceText.words(of: file.source.withoutComments)
            #expect(names.isDisjoint(with: words), "\(file.path)")
        }
    }

    @Test("The names are there to be found: where the topologies are")
    func found() {
        let words = SourceTree.files.filter { $0.target == "Topology" }
            .flatMap { SourceText.words(of: $0.source.withoutComments) }
        #expect(Set(words).isSuperset(of: ["client-server", "mesh", "ClientServer", "Mesh"]))
    }
}
