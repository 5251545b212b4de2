import Core
import Links
import Measurement
import Node
import Theory
import Topology
import Workload

/// Predicts every single answer: each provider a queue in order of arrival, its arrivals the times
/// requests were sent, its service times those drawn with the operations (Lindley 1952).
///
/// What it leaves of what was measured is what host and network added, free of the queue's noise.
/// Arrivals are not the intended times, since a lag of microseconds may swap two neighbours, and
/// each then waits for the other: lag is a clock of its own.
struct LindleyOracle {
    /// Measured minus predicted, over measured operations, in nanoseconds.
    let excess: Distribution

    /// Nil where the plan does not tell who serves what when: in a closed loop, with faults, failures
    /// or swallowed requests, over links of a rate, without service times.
    init?(_ outcome: Outcome) {
        let trial = outcome.trial
        guard trial.plan.workload.isOpen, trial.faults.isEmpty, trial.network.isConstant,
            trial.settings.swallowEvery == 0,
            trial.settings.serviceWorkers > 0, !trial.plan.workload.serviceTime.isZero,
            outcome.operations.allSatisfy({ $0.status == .ok && $0.attempts == 1 })
        else { return nil }
        var queues = Array(repeating: [Request](), count: trial.topology.members.count)
        for request in Self.requests(of: outcome) { queues[request.provider].append(request) }
        var excess: [Nanoseconds] = []
        for queue in queues {
            let requests = queue.enumerated().sorted {
                ($0.element.arrival, $0.offset) < ($1.element.arrival, $1.offset)
            }.map(\.element)
            let predicted = lindleyResponses(
                arrivals: requests.map(\.arrival), services: requests.map(\.service),
                workers: trial.settings.serviceWorkers)
            for (request, held) in zip(requests, predicted) where request.isMeasured {
                excess.append(request.response - held - request.linkNanoseconds)
            }
        }
        guard !excess.isEmpty else { return nil }
        self.excess = Distribution(excess)
    }

    private struct Request {
        var provider: Int
        var arrival: Nanoseconds
        var service: Nanoseconds
        var response: Nanoseconds
        var isMeasured: Bool
        var linkNanoseconds: Nanoseconds
    }

    private static func requests(of outcome: Outcome) -> [Request] {
        let trial = outcome.trial
        var streams = (0..<trial.setting.participants).map {
            trial.plan.stream(participant: $0)
        }
        let links = LinkTime(trial)
        // By participant and sequence, as the streams are.
        return outcome.operations.compactMap { operation in
            let participant = Int(operation.participant)
            guard let planned = streams[participant].next() else { return nil }
            // Who holds several copies' keys may serve itself, so the sample says who served.
            return Request(
                provider: Int(operation.servedBy),
                arrival: operation.sentNanoseconds + links.path(of: operation),
                service: Nanoseconds(Double(planned.serviceNanoseconds) / trial.settings.speed),
                response: operation.doneNanoseconds - operation.sentNanoseconds,
                isMeasured: operation.phase == .measure,
                linkNanoseconds: links.total(of: operation))
        }
    }
}
