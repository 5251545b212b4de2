package import Core

/// The result as a document: every round of it, in base units.
extension CalibrationResult {
    package var json: JSON {
        .object([
            .init("host", host),
            .init("debug_build", .boolean(isDebugBuild)),
            .init("passes", .boolean(passes)),
            .init("server_processor", .integer(Int64(processors.server))),
            .init("client_processor", .integer(Int64(processors.clients))),
            .init("exchanges", .array(comparisons.map(\.json))),
            .init("c_echoes", .array(echoes.map(\.json))),
            .init("emulated_network", emulated.json),
            .init("generator", generator?.json ?? .null),
            .init("recorder", recorder.json),
            .init("data_path", dataPath.json),
            .init(
                "timer_late_us",
                .object([
                    .init("p50", .number(lateness.p50 / 1e3)),
                    .init("p99", .number(lateness.p99 / 1e3)),
                    .init("max", .number(lateness.maximum / 1e3)),
                ])),
            .init("spawn_ms", spawnNanoseconds.json(scale: 1e-6)),
            .init("clock_read_ns", clockNanoseconds.json()),
        ])
    }
}

extension Comparison {
    fileprivate var json: JSON {
        .object([
            .init("name", .string(exchange.rawValue)),
            .init("participants", .integer(Int64(exchange.participants))),
            .init("outstanding", .integer(Int64(exchange.outstanding))),
            .init("subject", .string(exchange == .pingPong ? "p50_us" : "operations_per_s")),
            .init("ratio", ratio(subject).json()),
            .init("bar", bar.json),
            .init("passes", .boolean(passes)),
            .init("nodes", .array(rounds.map(\.nodes.json))),
            .init("c", .array(rounds.map(\.bare.json))),
        ])
    }
}

extension Side {
    fileprivate var json: JSON {
        .object([
            .init("operations_per_s", .number(operationsPerSecond)),
            .init("p50_us", .number(p50Nanoseconds / 1e3)),
            .init("p99_us", .number(p99Nanoseconds / 1e3)),
            .init("client", client.json),
            .init("server", server.json),
            .init("foreign_cpu_share", .number(foreignShare)),
        ])
    }
}

extension Effort {
    fileprivate var json: JSON {
        .object([
            .init("user_us_per_operation", .number(user)),
            .init("system_us_per_operation", .number(system)),
            .init("waits_per_operation", .number(waits)),
        ])
    }
}

extension EchoBaseline {
    fileprivate var json: JSON {
        let connections = JSON.Member("connections", .integer(Int64(connections)))
        switch outcome {
        case .measured(let sides):
            return .object([connections, .init("c", .array(sides.map(\.json)))])
        case .skipped(let needed):
            return .object([connections, .init("skipped_for_open_files", .integer(Int64(needed)))])
        }
    }
}

extension Generator {
    fileprivate var json: JSON {
        .object([
            .init("operations_per_s_per_processor", operationsPerSecond.json()),
            .init("client_cpu_s_per_million", microseconds.json()),
            .init("bar", Self.bar.json),
            .init("passes", .boolean(passes)),
        ])
    }
}

extension DataPathCost {
    fileprivate var json: JSON {
        .object([
            .init("operations", .integer(Int64(operations))),
            .init("allocations", .integer(Int64(allocations))),
            .init("allocations_per_operation", .number(perOperation)),
            .init("bar", Self.bar.json),
            .init("passes", .boolean(passes)),
        ])
    }
}

extension RecorderCost {
    fileprivate var json: JSON {
        .object([
            .init("append_ns", nanoseconds.json()),
            .init("allocations", .integer(Int64(allocations))),
            .init("bar", Self.bar.json),
            .init("passes", .boolean(passes)),
            .init("with_three_clock_reads_ns", withClocksNanoseconds.json()),
            .init("with_three_clock_reads_bar", Self.withClocksBar.json),
            .init("with_three_clock_reads_passes", .boolean(passesWithClocks)),
        ])
    }
}

extension Bar {
    var json: JSON {
        switch self {
        case .atMost(let limit): .object([.init("at_most", .number(limit))])
        case .atLeast(let limit): .object([.init("at_least", .number(limit))])
        }
    }
}

extension Spread {
    func json(scale: Double = 1) -> JSON {
        .object([
            .init("median", .number(median * scale)),
            .init("min", .number(minimum * scale)),
            .init("max", .number(maximum * scale)),
        ])
    }
}
