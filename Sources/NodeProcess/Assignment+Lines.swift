import Core
import Links
import Measurement
import Node
import Topology
import Transport
import Workload

/// An assignment as lines of text, and back.
extension Assignment {
    package var lines: [String] {
        var fields = Fields()
        fields.write("node", node.position)
        fields.write("start", start)
        fields.write("first_sequence", firstSequence)
        if let measurementStart {
            fields.write("measurement_start_ns", measurementStart.nanoseconds)
        }
        fields.write("topology", topologyKind)
        fields.write("participants", setting.participants)
        fields.write("repair", setting.isRepairing)
        fields.write("topology_seed", setting.seed)
        for name in setting.values.keys.sorted() {
            fields.write("parameter", "\(name) \(setting.values[name] ?? 0)")
        }
        fields.write("seed", seed)
        fields.write("repetition", repetition)
        fields.write("network", addresses.prefix)
        fields.write("port", addresses.port)
        fields.write("transport", transport.rawValue)
        fields.write("congestion", congestion.rawValue)
        fields.write("token", runToken)
        fields.write("samples", samplePath)
        fields.write("capacity", sampleCapacity)
        fields.write("log", logPath)
        write(workload, to: &fields)
        write(settings, to: &fields)
        fields.write("warmup_ns", schedule.warmupNanoseconds)
        fields.write("measure_ns", schedule.measureNanoseconds)
        fields.write("drain_ns", schedule.drainNanoseconds)
        return fields.lines + entryLines + traceLines + (network?.lines ?? [])
    }

    /// The operations of a trace, one line each.
    private var entryLines: [String] {
        guard let trace = workload.trace else { return [] }
        return trace.entries.enumerated().flatMap { participant, entries in
            entries.map {
                "entry \(participant) \($0.atNanoseconds) \($0.kind.rawValue) \($0.key) \($0.valueBytes)"
            }
        }
    }

    private var traceLines: [String] {
        guard let trace else { return [] }
        return trace.runs.enumerated().flatMap { participant, runs in
            runs.map { "trace \(participant) \($0.lowerBound) \($0.upperBound)" }
        }
    }

    private func write(_ workload: RequestWorkload, to fields: inout Fields) {
        switch workload.loop {
        case .open(let ratePerSecond): fields.write("rate_per_s", ratePerSecond)
        case .closed(let outstanding): fields.write("outstanding", outstanding)
        }
        switch workload.arrivals {
        case .poisson: fields.write("arrivals", "poisson")
        case .constant: fields.write("arrivals", "constant")
        case .trace: fields.write("arrivals", "trace")
        }
        fields.write("read_share", workload.readShare)
        fields.write("keys", workload.keys)
        if case .zipf(let exponent) = workload.popularity { fields.write("zipf", exponent) }
        fields.write("value_bytes", workload.valueBytes)
        fields.write("service_time", workload.serviceTime)
        fields.write("think_time", workload.thinkTime)
    }

    private func write(_ settings: NodeSettings, to fields: inout Fields) {
        fields.write("timeout_ns", settings.timeoutNanoseconds)
        fields.write("attempt_timeout_ns", settings.attemptTimeoutNanoseconds)
        fields.write("retries", settings.retries)
        fields.write("retry_budget", settings.retryBudget ?? .infinity)
        fields.write("hedge_ns", settings.hedgeNanoseconds)
        fields.write("acknowledge", settings.acknowledge.rawValue)
        fields.write("speed", settings.speed)
        fields.write("service_workers", settings.serviceWorkers)
        fields.write("swallow_every", settings.swallowEvery)
        fields.write("durability", settings.durability.rawValue)
        fields.write("node_seed", settings.seed)
        fields.write("detection", settings.detection)
    }

    /// Reads the lines back.
    ///
    /// - Throws: `AssignmentError` naming the line that is missing or unreadable.
    package init(lines: [String]) throws(AssignmentError) {
        let fields = Fields(lines: lines)
        workload = try Self.readWorkload(fields)
        settings = try Self.readSettings(fields, valueBytes: workload.valueBytes)
        node = try Self.readNode(fields)
        start = try fields.number("start")
        firstSequence = try fields.number("first_sequence")
        if fields.has("measurement_start_ns") {
            measurementStart = Instant(nanoseconds: try fields.number("measurement_start_ns"))
        }
        topologyKind = try fields.text("topology")
        setting = TopologySetting(
            participants: try fields.number("participants"), keys: workload.keys,
            isRepairing: try fields.number("repair"), seed: try fields.number("topology_seed"))
        seed = try fields.number("seed")
        repetition = try fields.number("repetition")
        addresses = AddressBlock(
            prefix: try fields.number("network"), port: try fields.number("port"))
        transport = try Self.readWord("transport", fields)
        congestion = try Self.readWord("congestion", fields)
        runToken = try fields.number("token")
        samplePath = try fields.text("samples")
        sampleCapacity = try fields.number("capacity")
        logPath = try fields.text("log")
        schedule = Schedule(
            warmupNanoseconds: try fields.number("warmup_ns"),
            measureNanoseconds: try fields.number("measure_ns"),
            drainNanoseconds: try fields.number("drain_ns"))
        try readRepeated(lines)
        do throws(NetworkShape.Unreadable) {
            network = try NetworkShape(lines: lines)
        } catch {
            throw .unreadable(error.name, error.text)
        }
        if case .trace = workload.arrivals {
            workload.arrivals = .trace(
                try TraceEntryLines(participants: setting.participants).read(lines))
        }
    }

    private static func readWorkload(_ fields: Fields) throws(AssignmentError) -> RequestWorkload {
        let loop: RequestWorkload.Loop
        if fields.has("rate_per_s") {
            loop = .open(ratePerSecond: try fields.number("rate_per_s"))
        } else {
            loop = .closed(outstanding: try fields.number("outstanding"))
        }
        let exponent: Double? = fields.has("zipf") ? try fields.number("zipf") : nil
        return RequestWorkload(
            loop: loop,
            arrivals: try readArrivals(fields),
            readShare: try fields.number("read_share"), keys: try fields.number("keys"),
            popularity: exponent.map { .zipf(exponent: $0) } ?? .uniform,
            valueBytes: try fields.number("value_bytes"),
            serviceTime: try fields.times("service_time"),
            thinkTime: try fields.times("think_time"))
    }

    private static func readNode(_ fields: Fields) throws(AssignmentError) -> NodeID {
        let position = try fields.number("node", as: Int32.self)
        guard position >= 0 else { throw .unreadable("node", "\(position)") }
        return NodeID(Int(position))
    }

    private static func readWord<Word: RawRepresentable<String>>(
        _ name: String, _ fields: Fields
    ) throws(AssignmentError) -> Word {
        let text = try fields.text(name)
        guard let word = Word(rawValue: text) else { throw .unreadable(name, text) }
        return word
    }

    private static func readArrivals(
        _ fields: Fields
    ) throws(AssignmentError) -> RequestWorkload.Arrivals {
        let text = try fields.text("arrivals")
        switch text {
        case "poisson": return .poisson
        case "constant": return .constant
        case "trace": return .trace(OperationTrace(entries: []))
        default: throw .unreadable("arrivals", text)
        }
    }

    private static func readSettings(
        _ fields: Fields, valueBytes: Int
    ) throws(AssignmentError) -> NodeSettings {
        var settings = NodeSettings()
        guard let bytes = UInt32(exactly: valueBytes) else {
            throw .unreadable("value_bytes", "\(valueBytes)")
        }
        settings.valueBytes = bytes
        settings.timeoutNanoseconds = try fields.number("timeout_ns")
        settings.attemptTimeoutNanoseconds = try fields.number("attempt_timeout_ns")
        settings.retries = try fields.number("retries")
        let budget: Double = try fields.number("retry_budget")
        settings.retryBudget = budget.isFinite ? budget : nil
        settings.hedgeNanoseconds = try fields.number("hedge_ns")
        let acknowledge = try fields.text("acknowledge")
        guard let known = Acknowledge(rawValue: acknowledge) else {
            throw .unreadable("acknowledge", acknowledge)
        }
        settings.acknowledge = known
        let durability = try fields.text("durability")
        guard let lasting = Durability(rawValue: durability) else {
            throw .unreadable("durability", durability)
        }
        settings.durability = lasting
        settings.speed = try fields.number("speed")
        settings.serviceWorkers = try fields.number("service_workers")
        settings.swallowEvery = try fields.number("swallow_every")
        settings.seed = try fields.number("node_seed")
        settings.detection = try fields.detection("detection")
        return settings
    }

    /// The lines that may stand more than once.
    private mutating func readRepeated(_ lines: [String]) throws(AssignmentError) {
        for line in lines {
            let words = line.split(separator: " ")
            if words.first == "parameter" {
                guard words.count == 3, let value = Int(words[2]) else {
                    throw .unreadable("parameter", line)
                }
                setting.values[String(words[1])] = value
            } else if words.first == "trace" {
                guard words.count == 4, let participant = Int(words[1]),
                    (0..<setting.participants).contains(participant), let low = UInt32(words[2]),
                    let high = UInt32(words[3]), low <= high
                else { throw .unreadable("trace", line) }
                var window = trace ?? TraceWindow(participants: setting.participants)
                window.runs[participant].append(low...high)
                trace = window
            }
        }
    }
}
