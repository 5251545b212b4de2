import Core
import Faults
import Topology
import Workload

/// Makes a specification from sections that are right each by itself, finding what contradicts.
struct SpecificationBuilder {
    private var document: CheckedDocument
    private let topologies: TopologyRegistry
    private let faults: FaultRegistry
    private(set) var traceFiles: TraceFiles
    private(set) var findings: Findings

    init(
        _ document: CheckedDocument, topologies: TopologyRegistry, faults: FaultRegistry,
        traceFiles: TraceFiles, findings: Findings
    ) {
        self.document = document
        self.topologies = topologies
        self.faults = faults
        self.traceFiles = traceFiles
        self.findings = findings
    }

    /// The specification; not to be used if there are findings that are errors.
    mutating func build() -> Specification {
        let workload = buildWorkload()
        let network = buildNetwork()
        let arms = buildArms()
        let faults = buildFaults(of: arms)
        findings.append(
            DatagramCheck(document, arms: arms, faults: self.faults, workload: workload).findings)
        let top = document[""]
        let participants = document["participants"]
        check(participants)
        let specification = Specification(
            name: top.text("name"), question: top.text("question"),
            hypothesis: top.text("hypothesis"), seed: UInt64(top.integer("seed")),
            repetitions: top.integer("repetitions"), topologies: arms.map { $0.arm },
            participants: participants.integer("count"),
            joining: participants.integer("joining"), workload: workload,
            timeoutNanoseconds: nanoseconds("timeout_ms"),
            attemptTimeoutNanoseconds: nanoseconds("attempt_timeout_ms"),
            objectiveNanoseconds: nanoseconds("objective_ms"),
            retries: document["workload"].integer("retries"),
            retryBudget: document["workload"].optionalNumber("retry_budget"),
            hedgeNanoseconds: nanoseconds("hedge_ms"),
            serviceWorkers: document["workload"].integer("service_workers"),
            swallowEvery: document["workload"].integer("swallow_every"),
            schedule: schedule, network: network,
            transport: TransportProtocol(document["transport"]), congestion: readCongestion(),
            faults: faults,
            notes: findings.notes,
            resolved: ResolvedDocument(document))
        checkLoop(of: specification, topologies: arms.compactMap(\.topology))
        return specification
    }

    /// Those who join come to somebody.
    private mutating func check(_ participants: Section) {
        let count = participants.integer("count")
        let joining = participants.integer("joining")
        guard participants.isSound("count", "joining"), joining >= count else { return }
        findings.report(
            .contradiction(
                .conflict(
                    "joining", value: digits(joining),
                    expected: "less than \(digits(count)), the value of count, so that somebody is "
                        + "there from the start")),
            at: participants.place(of: "joining"))
    }

    private mutating func checkLoop(
        of specification: Specification, topologies: [any Topology]
    ) {
        guard !findings.hasErrors,
            let problem = LoopCheck(specification: specification, topologies: topologies)
                .contradiction
        else { return }
        findings.report(
            .contradiction(problem), at: document["workload"].place(of: "outstanding"))
    }

    private mutating func buildWorkload() -> RequestWorkload {
        var reader = WorkloadReader(
            document["workload"], schedule: document["schedule"],
            participants: document["participants"], traceFiles: traceFiles)
        let workload = reader.read()
        traceFiles = reader.traceFiles
        document.replace("workload", with: [reader.section])
        findings.append(reader.findings)
        return workload
    }

    private mutating func buildNetwork() -> Network {
        var reader = NetworkReader(document, files: traceFiles.files)
        let network = reader.read()
        traceFiles.files = reader.files
        document.replace("network", with: [reader.section])
        findings.append(reader.findings)
        return network
    }

    private mutating func buildArms() -> [BuiltArm] {
        var reader = ArmReader(
            topologies: topologies, participants: document["participants"],
            workload: document["workload"])
        var sections = document.sections(of: "topology")
        let arms = sections.indices.map { reader.read(&sections[$0]) }
        document.replace("topology", with: sections)
        findings.append(reader.findings)
        return arms
    }

    /// Only the kernel's TCP has any.
    private mutating func readCongestion() -> CongestionControl {
        let section = document["transport"]
        let congestion = CongestionControl(rawValue: section.text("congestion")) ?? .host
        let tier = Network.Tier(rawValue: document["network"].text("tier"))
        if congestion != .host {
            if !TransportProtocol(section).hasConnections {
                findings.note(.noCongestion(of: "datagrams"), at: section.place(of: "congestion"))
            } else if tier == .simulated {
                findings.note(
                    .noCongestion(of: "virtual time's streams"),
                    at: section.place(of: "congestion"))
            }
        }
        return congestion
    }

    private mutating func buildFaults(of arms: [BuiltArm]) -> [FaultSpecification] {
        var reader = FaultReader(
            registry: faults, schedule: document["schedule"], packets: PacketRule(document),
            shapes: arms.map { $0.shape })
        var sections = document.sections(of: "fault")
        let faults = sections.indices.map { reader.read(&sections[$0], number: $0) }
        document.replace("fault", with: sections)
        findings.append(reader.findings)
        return faults
    }

    private var schedule: Schedule {
        let section = document["schedule"]
        return Schedule(
            warmupNanoseconds: .seconds(section.number("warmup_s")),
            measureNanoseconds: .seconds(section.number("measure_s")),
            drainNanoseconds: .seconds(section.number("drain_s")))
    }

    /// The length of time a key of the workload gives.
    private func nanoseconds(_ milliseconds: String) -> Nanoseconds {
        .seconds(document["workload"].number(milliseconds) / 1_000)
    }
}
