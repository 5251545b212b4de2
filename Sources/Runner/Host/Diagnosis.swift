package import Core

/// What `topolab doctor` says of a host: which tiers it offers, and where it falls short.
package struct Diagnosis: Sendable {
    let facts: HostFacts
    let probes: HostProbes
    let tree: HostTree
    /// The one port all nodes listen on.
    let port: UInt16
    /// Everything, in the order it is told.
    package private(set) var findings: [Finding] = []

    package init(_ facts: HostFacts, _ probes: HostProbes, tree: HostTree, port: UInt16) {
        self.facts = facts
        self.probes = probes
        self.tree = tree
        self.port = port
        findings =
            tiers + processors + time + activity + storage + limits + network + optional
    }

    /// Whether trials on real processes can run.
    package var offersLoopback: Bool { probes.loopback == nil }

    /// What falls short.
    package var shortfalls: [Finding] { findings.filter { $0.fix != nil } }

    /// Facts, values and fixes in 80 columns; only a fix may be longer.
    package var table: String {
        let titleWidth = 1 + (findings.map(\.title.count).max() ?? 0)
        let count = shortfalls.count
        let last = count == 1 ? "1 shortfall" : "\(count) shortfalls"
        return (findings.flatMap { $0.lines(titleWidth: titleWidth) } + ["", last])
            .joined(separator: "\n")
    }

    package var json: JSON {
        .object([
            .init(
                "tiers",
                .object([
                    .init("simulated", .boolean(true)),
                    .init("loopback", .boolean(offersLoopback)),
                    .init("emulated", .boolean(probes.namespaces == .works)),
                    .init("namespaces", .boolean(probes.namespaces == .works)),
                ])),
            .init("host", facts.json),
            .init("clock_read_ns", .number(probes.clockReadNanoseconds)),
            .init("stolen_share", probes.stolenShare.map { .number($0) } ?? .null),
            .init("free_bytes_here", .count(probes.freeHere)),
            .init("free_bytes_shared_memory", .count(probes.freeShared)),
            .init("findings", .array(findings.map(\.json))),
            .init("shortfalls", .integer(Int64(shortfalls.count))),
        ])
    }

    private var tiers: [Finding] {
        [
            Finding("tier simulated", "always"),
            Finding(
                "tier loopback",
                probes.loopback?.text ?? "works: 127.x addresses, port \(port), node program",
                fix: probes.loopback?.fix),
            emulated,
        ]
    }

    private var emulated: Finding {
        switch probes.namespaces {
        case .works:
            Finding("tier emulated", "works: user and network namespaces, packet sockets")
        case .refused(let what, let why):
            Finding(
                "tier emulated", "this host refuses \(what) (\(why)); tier loopback works without",
                fix: NamespaceProbe.fix(tree, isContainer: facts.isContainer))
        }
    }

    private var optional: [Finding] {
        OptionalProgram.all.map { program in
            Finding(
                "optional " + program.name,
                program.path(tree) ?? "absent; Debian package \(program.package)")
        }
    }
}
