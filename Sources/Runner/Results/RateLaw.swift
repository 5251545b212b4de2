import Core
import Links
import Measurement
import Node
import Topology
import Workload

/// The mean response in a closed loop over links with rates where nothing else takes time: what the
/// bytes of request and answer take where nobody else sends, and with several clients what the link
/// that is busiest per turn allows (asymptotic bounds, which constant demands meet: Lazowska et al.,
/// Quantitative System Performance, 1984, chapter 5).
struct RateLaw {
    let meanResponseSeconds: Double
    /// Whether distance has a part in it.
    let hasDistance: Bool

    /// Nil where who waits for whom is not known: in an open loop, with drawn times, with operations of
    /// different sizes at once, with copies of puts, with several providers; nor for datagrams, whose packets
    /// are not a stream's.
    init?(_ outcome: Outcome) {
        let trial = outcome.trial
        let workload = trial.plan.workload
        guard trial.transport.hasConnections,
            case .closed(let outstanding) = workload.loop, workload.serviceTime.isZero,
            case .fixed(let think) = workload.thinkTime, trial.network.isCertain,
            trial.settings.detection == .connection, trial.settings.hedgeNanoseconds == 0
        else { return nil }
        let alone = outcome.measured.map { Journey(of: $0, in: trial) }
        hasDistance = alone.contains { $0.distance > 0 }
        let clients = outstanding * trial.setting.participants
        guard clients > 1 else {
            guard trial.topology.holdersPerKey == 1 || !outcome.measured.contains(where: \.isPut)
            else { return nil }
            meanResponseSeconds = alone.reduce(0) { $0 + $1.seconds } / Double(alone.count)
            return
        }
        guard let first = alone.first, alone.allSatisfy({ $0 == first }),
            trial.topology.members.count(where: { $0.isProvider }) == 1, !first.isOwn
        else { return nil }
        let turn = max(
            first.seconds + think.inSeconds, Double(clients) * first.serverSeconds,
            Double(outstanding) * first.clientSeconds)
        meanResponseSeconds = turn - think.inSeconds
    }
}

extension OperationSample {
    fileprivate var isPut: Bool { kind == .put }
}

/// What an operation's bytes take on their way, with nobody else on it.
private struct Journey: Equatable {
    /// Whether the participant served itself.
    var isOwn = false
    /// Of links and regions alone, in seconds.
    var distance = 0.0
    var seconds = 0.0
    /// The longer of what the server's uplink and downlink are busy with it.
    var serverSeconds = 0.0
    var clientSeconds = 0.0

    init(of operation: OperationSample, in trial: TrialPlan) {
        let server = NodeID(Int(operation.servedBy))
        guard let client = trial.topology.node(ofParticipant: Int(operation.participant)),
            client != server
        else {
            isOwn = true
            return
        }
        let content = Double(trial.plan.workload.valueBytes)
        let head = Double(Frame.headBytes)
        let request = head + (operation.kind == .put ? content : 0)
        let answer = head + (operation.kind == .put ? 0 : content)
        let links = trial.network.links
        let (ours, theirs) = (links[client.position], links[server.position])
        distance =
            (trial.network.delay(from: client, to: server)
            + trial.network.delay(from: server, to: client)).inSeconds
        seconds =
            distance + Self.leg(request, ours.upBitsPerSecond, theirs.downBitsPerSecond)
            + Self.leg(answer, theirs.upBitsPerSecond, ours.downBitsPerSecond)
        serverSeconds = max(
            Self.time(request, theirs.downBitsPerSecond), Self.time(answer, theirs.upBitsPerSecond))
        clientSeconds = max(
            Self.time(request, ours.upBitsPerSecond), Self.time(answer, ours.downBitsPerSecond))
    }

    /// Over two links, packet by packet.
    private static func leg(_ bytes: Double, _ up: Double?, _ down: Double?) -> Double {
        let packet = min(bytes, Double(Bucket.packetBytes))
        return max(time(packet, up) + time(bytes, down), time(bytes, up) + time(packet, down))
    }

    private static func time(_ bytes: Double, _ bitsPerSecond: Double?) -> Double {
        bitsPerSecond.map { 8 * bytes / $0 } ?? 0
    }
}
