import Core
import Faults
import Topology
import Workload

/// What goes with connections alone, in an experiment whose messages are datagrams.
struct DatagramCheck {
    private(set) var findings = Findings()
    private let document: CheckedDocument

    /// Nothing is found where messages travel over connections.
    init(
        _ document: CheckedDocument, arms: [BuiltArm], faults: FaultRegistry,
        workload: RequestWorkload
    ) {
        self.document = document
        guard !TransportProtocol(document["transport"]).hasConnections else { return }
        for (section, arm) in zip(document.sections(of: "topology"), arms) { check(section, arm) }
        for section in document.sections(of: "fault") { check(section, faults) }
        checkValues(workload)
    }

    private mutating func check(_ section: Section, _ arm: BuiltArm) {
        if arm.arm.isRepairing {
            refuse(
                "repair", "true", of: section,
                because: "nobody hears that a holder has gone or is back")
        }
        if arm.topology?.overlay != nil, let degree = arm.arm.values["degree"] {
            refuse(
                "degree", digits(degree), of: section,
                because:
                    "nobody hears that a link is gone, round which a way would have to be found")
        }
    }

    private mutating func check(_ section: Section, _ faults: FaultRegistry) {
        let action = section.text("action")
        guard section.isSound("action"), faults[action]?.needsConnections ?? false else { return }
        refuse(
            "action", quoted(action), of: section,
            because: "nobody hears that one who has said goodbye is back")
    }

    private mutating func refuse(
        _ key: String, _ value: String, of section: Section, because reason: String
    ) {
        guard section.isSound(key) else { return }
        findings.report(
            .contradiction(.needsConnections(key, value: value, because: reason)),
            at: section.place(of: key))
    }

    /// A message is one datagram.
    private mutating func checkValues(_ workload: RequestWorkload) {
        let limit = Datagram.maximumContentBytes
        let section = document["workload"]
        let room = "what a datagram has room for, or protocol = \"tcp\" in [transport]"
        if section.isSound("value_bytes"), workload.valueBytes > limit {
            report(
                .conflict(
                    "value_bytes", value: digits(workload.valueBytes),
                    expected: "at most \(digits(limit)), \(room)"),
                at: section.place(of: "value_bytes"))
        }
        guard case .trace(let trace) = workload.arrivals,
            let longest = trace.entries.joined().map(\.valueBytes).max(), longest > limit
        else { return }
        report(
            .conflict(
                "trace_file", value: "a trace with a value of \(digits(Int(longest))) bytes",
                expected: "values of at most \(digits(limit)) bytes, \(room)"),
            at: section.place(of: "trace_file"))
    }

    private mutating func report(_ problem: Contradiction, at place: Place) {
        findings.report(.contradiction(problem), at: place)
    }
}
