package import Faults
package import Topology
package import Workload

/// All that an experiment file may say, as tables of keys.
///
/// Reading, errors, `--set` and the listing of the schema all come from these tables. A key that is
/// named here but not available is refused by name, never ignored.
package struct Schema: Sendable, Equatable {
    /// The top of the file first, a table before the tables in it.
    package let tables: [SchemaTable]

    /// The schema where these topologies, faults and workloads exist.
    package init(
        topologies: TopologyRegistry, faults: FaultRegistry, workloads: WorkloadRegistry = .standard
    ) {
        tables =
            [
                Self.top, Self.topology(among: topologies), Self.participants,
                Self.workload(among: workloads), Self.schedule, Self.network,
            ] + Self.links + [Self.transport, Self.fault(among: faults)] + Self.around
    }

    /// The table of that name.
    package subscript(table name: String) -> SchemaTable {
        guard let table = tables.first(where: { $0.name == name }) else {
            preconditionFailure("the schema has no table '\(name)'")
        }
        return table
    }

    /// The names under which tables lie directly in a table, with the tables.
    func children(of parent: SchemaTable) -> [(key: String, table: SchemaTable)] {
        let prefix = parent.name.isEmpty ? "" : parent.name + "."
        return tables.compactMap { table in
            guard table.name.hasPrefix(prefix), table.name != parent.name else { return nil }
            let key = String(table.name.dropFirst(prefix.count))
            return key.contains(".") ? nil : (key, table)
        }
    }

    /// The tables that have a key of that name.
    func tables(withKey name: String) -> [SchemaTable] {
        tables.filter { $0.keys.contains { $0.name == name } }
    }
}

extension Schema {
    static let top = SchemaTable(
        "", "the experiment",
        keys: [
            SchemaKey("name", .text(.name), .required(example: .text("my-experiment")), "its name"),
            SchemaKey("question", .text(.prose), .text(""), "what it asks"),
            SchemaKey("hypothesis", .text(.prose), .text(""), "what is expected to come out"),
            SchemaKey(
                "seed", .integer(0...Int.max), .integer(1),
                "where every random number comes from"),
            SchemaKey(
                "repetitions", .integer(1...100_000), .integer(1),
                "trials per topology, each with its own random numbers"),
        ])

    static let participants = SchemaTable(
        "participants", "those who issue operations, the same in every topology",
        keys: [
            SchemaKey(
                "count", .integer(1...10_000), .required(example: .integer(16)),
                "participants that issue operations"),
            SchemaKey(
                "joining", .integer(0...10_000), .integer(0),
                "participants, the last ones, that come only with a join fault"),
        ])

    static let schedule = SchemaTable(
        "schedule", "the parts of a trial",
        keys: [
            SchemaKey(
                "warmup_s", .number(0...86_400), .number(1), "load that is not measured"),
            SchemaKey(
                "measure_s", .number(0.001...86_400), .required(example: .number(8)),
                "load that is measured"),
            SchemaKey(
                "drain_s", .number(0...86_400), .number(1),
                "the longest wait for what is open when load has stopped"),
        ])

    /// Tables whose keys are paths of other tables; they are read before and after those.
    static let around = [
        SchemaTable("sweep", "factors and their levels", shape: .optional),
        SchemaTable("case", "points listed one by one", shape: .list(0...10_000)),
        SchemaTable("expect", "what makes the experiment a test", shape: .list(0...1_000)),
    ]
}
