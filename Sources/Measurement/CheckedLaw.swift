/// A law that a trial's own data is held against, by its name in checks.csv.
package enum CheckedLaw: String, CaseIterable, Sendable {
    /// Every planned operation has one outcome.
    case statuses
    /// Little 1961.
    case littlesLaw = "littles_law"
    /// Denning and Buzen 1978.
    case interactiveLaw = "interactive_law"
    /// Bytes received against bytes sent.
    case bytes
    /// Lindley 1952: microseconds.
    case lindley = "lindley_p99_us"
    /// Nobody answers for those it is cut off from.
    case answersAcrossCuts = "answers_across_cuts"
    /// What all holders have acknowledged survives fewer deaths than there are holders.
    case lostWrites = "lost_writes"
    /// Holders agree once all faults are over.
    case disagreeingReplicas = "disagreeing_replicas"
    /// Packets handed over or dropped against packets sent.
    case linkPackets = "link_packets"
    /// Packets lost against the share that links were asked to lose.
    case linkLosses = "link_losses"

    /// The law's name, for people.
    package var title: String {
        switch self {
        case .statuses: "Conservation of operations"
        case .littlesLaw: "Little's law"
        case .interactiveLaw: "The interactive law"
        case .bytes: "Conservation of bytes"
        case .lindley: "Lindley's recursion"
        case .answersAcrossCuts: "No answer across a cut"
        case .lostWrites: "Acknowledged writes survive"
        case .disagreeingReplicas: "Holders of a key agree"
        case .linkPackets: "Conservation of packets"
        case .linkLosses: "Links lose what they were asked to"
        }
    }

    /// What it says, in one line.
    package var meaning: String {
        switch self {
        case .statuses: "operations planned = the sum over the ways they ended"
        case .littlesLaw: "operations in flight = throughput × mean response"
        case .interactiveLaw:
            "a closed loop's response + thinking = clients / throughput, in seconds"
        case .bytes: "bytes received = bytes sent, in trials without faults"
        case .lindley:
            "p99 of how much later each answer came than arrivals and service times make it, in µs"
        case .answersAcrossCuts:
            "operations sent and answered during a cut by a node beyond it: none"
        case .lostWrites:
            "writes that every holder had acknowledged and that are gone, though fewer nodes died than "
                + "hold a key: none"
        case .disagreeingReplicas:
            "holders of a key that differ from its others some time after the last fault was undone: "
                + "none"
        case .linkPackets:
            "packets handed over, lost, dropped, cut or on their way = packets sent or doubled"
        case .linkLosses: "packets lost = the share of those sent that links were asked to lose"
        }
    }
}
