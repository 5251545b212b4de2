import Workload

extension Schema {
    static func workload(among registry: WorkloadRegistry) -> SchemaTable {
        let kinds = registry.kinds.map { Word($0.name, isAvailable: $0.isAvailable) }
        let kind = SchemaKey(
            "kind", .word(kinds), .required(example: .text("request")), "what the operations are")
        return SchemaTable(
            "workload", "the operations, the same for every topology",
            keys: [kind] + loop + operations + service + patience)
    }

    private static let loop = [
        SchemaKey(
            "loop", .word([Word("open"), Word("closed")]), .text("open"),
            "what makes a participant issue its next operation: the clock, or an answer"),
        SchemaKey(
            "arrivals", .word([Word("poisson"), Word("constant"), Word("trace")]),
            .text("poisson"), "how the operations are spread over time",
            with: .init("loop", "open")),
        SchemaKey(
            "rate_per_s", .number(0.001...10_000_000), .required(example: .integer(4_000)),
            "operations of all participants together",
            with: .init("loop", "open"), .init("arrivals", "poisson", "constant")),
        SchemaKey(
            "trace_file", .text(.path), .required(example: .text("trace.csv")),
            "CSV of the operations, a row each", with: .init("loop", "open"),
            .init("arrivals", "trace")),
        SchemaKey(
            "trace_columns", .texts(.column), .derived("the file's first line"),
            "the file's columns in order: time_s (or time_ms, time_us, time_ns), operation, key, "
                + "bytes, participant, or - for one to pass over",
            with: .init("loop", "open"), .init("arrivals", "trace")),
        SchemaKey(
            "trace_start_s", .number(0...1e12), .number(0),
            "the trace's time at which load starts",
            with: .init("loop", "open"), .init("arrivals", "trace")),
        SchemaKey(
            "trace_spread_s", .number(0...3_600), .number(0),
            "operations of one time are spread evenly over so long: 1 for times in whole seconds",
            with: .init("loop", "open"), .init("arrivals", "trace")),
        SchemaKey(
            "outstanding", .integer(1...10_000), .required(example: .integer(1)),
            "operations each participant has open at once", with: .init("loop", "closed")),
        SchemaKey(
            "think_ms", .number(0...3_600_000), .number(0),
            "pause between an answer and the next operation",
            with: .init("loop", "closed")),
        SchemaKey(
            "think_distribution", .word([Word("fixed"), Word("exponential")]), .text("fixed"),
            "how the pauses are spread; think_ms is their mean",
            with: .init("loop", "closed")),
    ]

    private static let operations = [
        SchemaKey(
            "read_share", .number(0...1), .number(0.9),
            "share of operations that read; the others write"),
        SchemaKey("keys", .integer(1...1_000_000), .integer(10_000), "how many keys there are"),
        SchemaKey(
            "popularity", .word([Word("zipf"), Word("uniform")]), .text("zipf"),
            "how the operations are spread over the keys"),
        SchemaKey(
            "zipf_exponent", .number(0...10), .number(0.99),
            "how much the first keys are preferred",
            with: .init("popularity", "zipf")),
        SchemaKey("value_bytes", .integer(1...1_048_576), .integer(128), "length of every value"),
    ]

    private static let service = [
        SchemaKey(
            "service_time_us", .number(0...3_600_000_000), .number(0),
            "how long a provider holds a request: the mean, or the shorter of two"),
        SchemaKey(
            "service_distribution",
            .word([Word("fixed"), Word("exponential"), Word("two-point")]), .text("fixed"),
            "how service times are spread"),
        SchemaKey(
            "service_high_us", .number(0...3_600_000_000), .required(example: .number(5_500)),
            "the longer service time", with: .init("service_distribution", "two-point")),
        SchemaKey(
            "service_high_share", .number(0...1), .required(example: .number(0.1)),
            "share of the longer service times",
            with: .init("service_distribution", "two-point")),
        SchemaKey(
            "service_workers", .integer(0...10_000), .integer(1),
            "requests a provider holds at once, 0 for no limit"),
        SchemaKey(
            "swallow_every", .integer(0...1_000_000_000), .integer(0),
            "every so manieth request is never answered, 0 for none"),
    ]

    private static let patience = [
        SchemaKey(
            "timeout_ms", .number(1...3_600_000), .number(500),
            "time for an operation with all its attempts"),
        SchemaKey(
            "retries", .integer(0...100), .integer(0), "further attempts after a failed one"),
        SchemaKey(
            "retry_budget", .number(0...100), .none,
            "further attempts per operation, all operations together; left out: no bound"),
        SchemaKey(
            "hedge_ms", .number(0...3_600_000), .number(0),
            "after how long a get asks the next holder as well, 0 for never"),
        SchemaKey(
            "attempt_timeout_ms", .number(1...3_600_000), .derived("timeout_ms / (retries + 1)"),
            "time for one attempt"),
        SchemaKey(
            "objective_ms", .number(0.001...3_600_000), .derived("timeout_ms"),
            "the response time above which an answer counts as bad"),
    ]
}
