/// The kinds of workload an experiment file may name, in the order a listing shows them.
package struct WorkloadRegistry: Sendable {
    /// One kind, and whether this version can run it.
    package struct Kind: Sendable, Equatable {
        package let name: String
        package let isAvailable: Bool
    }

    package let kinds: [Kind]

    /// Every kind there is a name for.
    package static let standard = WorkloadRegistry(kinds: [
        Kind(name: "request", isAvailable: true),
        Kind(name: "file", isAvailable: false),
        Kind(name: "broadcast", isAvailable: false),
        Kind(name: "lookup", isAvailable: false),
        Kind(name: "mail", isAvailable: false),
    ])

    /// The kind of that name, or nil when there is none.
    package func kind(named name: String) -> Kind? {
        kinds.first { $0.name == name }
    }
}
