import Core
import Measurement
import Node
import NodeProcess
import Topology
import Transport
import Workload

extension Assignment {
    /// An assignment whose every field is drawn at random.
    static func random(seed: UInt64) -> Assignment {
        var random = SeededRandom(seed: seed)
        let participants = 1 + Int(random.next(below: 40))
        let plan = OperationPlan(
            workload: .random(&random), participants: participants, schedule: .random(&random),
            seed: random.next(), repetition: 1 + Int(random.next(below: 100)))
        var setting = TopologySetting(participants: participants, keys: plan.workload.keys)
        for name in ["replicas", "degree", "servers"].prefix(Int(random.next(below: 4))) {
            setting.values[name] = Int(random.next(below: 64))
        }
        setting.seed = random.next()
        setting.isRepairing = random.next(below: 2) == 0
        var assignment = Assignment(
            node: NodeID(Int(random.next(below: 10_000))),
            topologyKind: ["client-server", "mesh", "ring of rings"][Int(random.next(below: 3))],
            setting: setting, plan: plan,
            addresses: AddressBlock(
                prefix: UInt16(random.next(below: 65_536)), port: UInt16(random.next(below: 65_536))
            ),
            runToken: random.next(),
            samplePath: ["/a/b.bin", "/with a space/c=d.bin", " ", "/ö/…"][
                Int(random.next(below: 4))],
            sampleCapacity: Int(random.next(below: 1 << 40)))
        assignment.start = 1 + Int(random.next(below: 9))
        assignment.firstSequence = Int(random.next(below: 1 << 32))
        if random.next(below: 2) == 0 {
            assignment.measurementStart = Instant(
                nanoseconds: Nanoseconds(bitPattern: random.next()))
        }
        assignment.transport =
            TransportProtocol.allCases[Int(random.next(below: 2))]
        assignment.settings = .random(&random, valueBytes: UInt32(plan.workload.valueBytes))
        assignment.logPath = ["", "/a b/c.log"][Int(random.next(below: 2))]
        if random.next(below: 2) == 0 {
            assignment.trace = .random(&random, participants: participants)
        }
        return assignment
    }
}

extension RequestWorkload {
    fileprivate static func random(_ random: inout SeededRandom) -> RequestWorkload {
        let rate = 1e-3 + 1e6 * random.nextUnit()
        return RequestWorkload(
            loop: random.next(below: 2) == 0
                ? .open(ratePerSecond: rate)
                : .closed(outstanding: 1 + Int(random.next(below: 64))),
            arrivals: random.next(below: 2) == 0 ? .poisson : .constant,
            readShare: random.nextUnit(), keys: 1 + Int(random.next(below: 5_000)),
            popularity: random.next(below: 2) == 0
                ? .uniform : .zipf(exponent: 2 * random.nextUnit()),
            valueBytes: Int(random.next(below: 1 << 20)))
    }
}

extension Schedule {
    fileprivate static func random(_ random: inout SeededRandom) -> Schedule {
        Schedule(
            warmupNanoseconds: Nanoseconds(random.next(below: 1 << 40)),
            measureNanoseconds: Nanoseconds(random.next(below: 1 << 50)),
            drainNanoseconds: Nanoseconds(random.next(below: 1 << 40)))
    }
}

extension NodeSettings {
    fileprivate static func random(
        _ random: inout SeededRandom, valueBytes: UInt32
    ) -> NodeSettings {
        var settings = NodeSettings()
        settings.valueBytes = valueBytes
        settings.timeoutNanoseconds = Nanoseconds(random.next(below: 1 << 40))
        settings.attemptTimeoutNanoseconds = Nanoseconds(random.next(below: 1 << 40))
        settings.retries = Int(random.next(below: 100))
        settings.retryBudget = random.next(below: 2) == 0 ? nil : random.nextUnit()
        settings.hedgeNanoseconds = Nanoseconds(random.next(below: 1 << 40))
        settings.durability = Durability.allCases[Int(random.next(below: 2))]
        settings.acknowledge = Acknowledge.allCases[Int(random.next(below: 3))]
        settings.speed = 0.001 + 100 * random.nextUnit()
        settings.serviceWorkers = Int(random.next(below: 100))
        settings.seed = random.next()
        settings.detection = .random(&random)
        return settings
    }
}

extension Detection {
    fileprivate static func random(_ random: inout SeededRandom) -> Detection {
        let period = 1 + Nanoseconds(random.next(below: 1 << 40))
        let count = Int(random.next(below: 100))
        switch random.next(below: 3) {
        case 0: return .connection
        case 1:
            return .heartbeat(Detection.Heartbeat(periodNanoseconds: period, misses: count))
        default:
            return .swim(
                Detection.Swim(
                    periodNanoseconds: period, indirect: count,
                    suspicionPeriods: Int(random.next(below: 100))))
        }
    }
}

extension TraceWindow {
    /// A window with at least one operation.
    fileprivate static func random(
        _ random: inout SeededRandom, participants: Int
    ) -> TraceWindow {
        if random.next(below: 4) == 0 { return .everything(participants: participants) }
        var window = TraceWindow(participants: participants)
        for _ in 0...random.next(below: 30) {
            let participant = Int(random.next(below: UInt64(participants)))
            let last = window.runs[participant].last?.upperBound ?? 0
            window.insert(
                OperationID(
                    participant: UInt32(participant),
                    sequence: last + UInt32(random.next(below: 5))))
        }
        return window
    }
}
