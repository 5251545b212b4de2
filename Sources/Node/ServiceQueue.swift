import Core

/// Requests held for their service time, in order of arrival, by a number of workers.
///
/// A request ends at max(previous end, arrival) + its service time, computed on arrival, so a late
/// wake-up never adds up: the queue is an absolute schedule. What no clock tells ends never.
struct ServiceQueue {
    struct Request {
        var message: Message
        var sender: NodeID
    }

    enum Admission {
        case now
        case at(Instant, slot: UInt32)
    }

    /// When each worker has finished what it was given; empty means no limit.
    private var freeAt: [Instant]
    private var held = SlotTable<Request>()

    init(workers: Int) {
        freeAt = Array(repeating: Instant(nanoseconds: .min), count: workers)
    }

    var isEmpty: Bool { held.count == 0 }

    mutating func admit(
        _ request: Request, service: Nanoseconds, at now: Instant
    ) -> Admission {
        let end: Instant
        if let worker = freeAt.indices.min(by: { freeAt[$0] < freeAt[$1] }) {
            end = max(freeAt[worker], now).saturating(adding: service)
            freeAt[worker] = end
        } else {
            end = now.saturating(adding: service)
        }
        return end <= now ? .now : .at(end, slot: held.insert(request))
    }

    mutating func release(slot: UInt32) -> Request {
        held.remove(slot)
    }
}
