import Core
import Links
import Measurement
import Topology
import Workload

/// A trial's rows in nodes.csv.
struct NodeRows {
    let outcome: Outcome

    var rows: [Row] {
        let measured = outcome.measured
        let windows = UnavailableWindows.all(of: outcome)
        let shift = LoadShift(outcome)
        let served = ServedLoad(measured, nodeCount: outcome.record.nodes.count).counts
        var issued: [Int: [Status: Int]] = [:]
        for operation in measured {
            issued[Int(operation.participant), default: [:]][operation.status, default: 0] += 1
        }
        return outcome.trial.topology.members.enumerated().map { index, member in
            let own = member.participant.map { issued[$0] ?? [:] }
            return row(member, outcome.record.nodes[index], served: served[index], issued: own)
                + (member.participant.map { windows[$0] } ?? UnavailableWindows()).row(
                    isParticipant: member.participant != nil)
                + shift.row(of: NodeID(index)) + linkRow(of: index)
        }
    }

    /// What became of its packets; empty where nothing of the tier's own carried them.
    private func linkRow(of index: Int) -> Row {
        let link = outcome.record.network?.links[index]
        let asked = outcome.trial.network.links[index]
        return [
            ("link_up_mbit_per_s", .number(asked.upBitsPerSecond.map { $0 / 1e6 })),
            ("link_down_mbit_per_s", .number(asked.downBitsPerSecond.map { $0 / 1e6 })),
            ("link_delay_us", .microseconds(asked.delayNanoseconds)),
            ("link_loss_asked", .number(asked.loss)),
            ("link_sent_packets", .integer(link.map { Int($0.sentPackets) })),
            ("link_sent_bytes", .integer(link.map { Int($0.sentBytes) })),
            ("link_received_packets", .integer(link.map { Int($0.receivedPackets) })),
            ("link_received_bytes", .integer(link.map { Int($0.receivedBytes) })),
            ("link_lost", .integer(link.map { Int($0.lost) })),
            ("link_queue_full", .integer(link.map { Int($0.queueFull) })),
            ("link_cut", .integer(link.map { Int($0.cut) })),
            ("link_duplicated", .integer(link.map { Int($0.duplicated) })),
            ("link_loss", .number(link.flatMap { Self.share($0.lost, of: $0.crossed) })),
            ("link_up_carried_mbit_per_s", .number(link.map { megabitsPerSecond($0.passedBytes) })),
            (
                "link_down_carried_mbit_per_s",
                .number(link.map { megabitsPerSecond($0.receivedBytes) })
            ),
            (
                "link_late_mean_us",
                .number(
                    link.flatMap { Self.share($0.lateNanoseconds, of: $0.receivedPackets) }
                        .map { $0 / 1_000 })
            ),
            ("link_late_max_us", .number(link.map { Double($0.lateMaximum) / 1_000 })),
        ]
    }

    private static func share(_ part: UInt64, of whole: UInt64) -> Double? {
        whole > 0 ? Double(part) / Double(whole) : nil
    }

    private func megabitsPerSecond(_ bytes: UInt64) -> Double {
        Double(8 * bytes) / 1e6 / outcome.trial.schedule.measureNanoseconds.inSeconds
    }

    private func row(
        _ member: Member, _ node: NodeRecord, served: Int, issued: [Status: Int]?
    ) -> Row {
        let planned = issued.map { $0.values.reduce(0, +) }
        let ok = issued.map { $0[.ok] ?? 0 }
        let down = issued.map { $0[.nodeDown] ?? 0 }
        let failed = issued.map { $0.filter { $0.key.isFailure }.values.reduce(0, +) }
        let counters = node.counters
        return [
            ("trial", .count(outcome.trial.number)), ("topology", .text(outcome.trial.label)),
            ("node", .text(member.name)), ("role", .text(member.role)),
            ("starts", .count(node.starts)), ("planned", .integer(planned)), ("ok", .integer(ok)),
            ("failed", .integer(failed)), ("node_down", .integer(down)), ("served", .count(served)),
            ("messages", .count(counters.messages)),
            ("background_messages", .count(counters.backgroundMessages)),
            ("bytes_sent", .count(counters.bytesSent)),
            ("bytes_received", .count(counters.bytesReceived)),
            ("connections", .count(counters.connectionsAtStart)),
            ("cpu_user_s", .seconds(node.cpuUserNanoseconds)),
            ("cpu_system_s", .seconds(node.cpuSystemNanoseconds)),
            ("memory_peak_bytes", .integer(node.memoryPeakBytes.map { Int($0) })),
            ("frames_rejected", .count(counters.framesRejected)),
            ("strangers_refused", .count(counters.strangersRefused)),
            (
                "datagrams_dropped",
                .integer(
                    outcome.trial.transport.hasConnections ? nil : Int(counters.datagramsDropped))
            ),
        ]
    }
}

extension Status {
    /// Neither ok nor excused by its participant's own asked stop.
    var isFailure: Bool { self != .ok && self != .nodeDown }
}
