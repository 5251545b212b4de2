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
            .init("recorder", recorder.json),
            .init(
                "timer_late_us",
                .object([
                    .init("p50", .number(timerP50Nanoseconds / 1e3)),
                    .init("p99", .number(timerP99Nanoseconds / 1e3)),
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
            .init("bar", bar?.json ?? .null),
            .init("passes", passes.map { .boolean($0) } ?? .null),
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
            .init("client_cpu_s_per_million", .number(clientSecondsPerMillion)),
            .init("server_cpu_s_per_million", .number(serverSecondsPerMillion)),
            .init("foreign_cpu_share", .number(foreignShare)),
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
        ])
    }
}

extension Bar {
    fileprivate var json: JSON {
        switch self {
        case .atMost(let limit): .object([.init("at_most", .number(limit))])
        case .atLeast(let limit): .object([.init("at_least", .number(limit))])
        }
    }
}

extension Spread {
    fileprivate func json(scale: Double = 1) -> JSON {
        .object([
            .init("median", .number(median * scale)),
            .init("min", .number(minimum * scale)),
            .init("max", .number(maximum * scale)),
        ])
    }
}
