import Core
import Experiment
import Faults
import Links
import Node
import Testing
import Topology
import Workload

/// Experiments that give every key this version can do something with, away from its default.
enum EveryKey {
    static let open = """
        name = "every-key-1"
        question = "a?"
        hypothesis = "b \\"quoted\\" \\\\ \\u0041\\tc"
        seed = 9223372036854775807
        repetitions = 3

        [[topology]]
        kind = "client-server"
        servers = 2
        label = "star"
        speed = 2.5
        acknowledge = "one"
        detection = "heartbeat"
        period_ms = 250.5
        misses = 5
        detection_limit_per_s = 5000

        [[topology]]
        kind = "mesh"
        replicas = 3
        degree = 0
        acknowledge = "majority"
        detection = "swim"
        period_ms = 300
        indirect = 0
        suspicion_periods = 7
        detection_limit_per_s = 1e6
        repair = true
        durability = "log"

        [participants]
        count = 8
        joining = 0

        [workload]
        kind = "request"
        loop = "open"
        rate_per_s = 12.5
        arrivals = "constant"
        read_share = 0
        keys = 77
        popularity = "zipf"
        zipf_exponent = 1
        value_bytes = 1048576
        service_time_us = 0
        service_distribution = "fixed"
        service_workers = 0
        swallow_every = 0
        timeout_ms = 20
        retries = 4
        hedge_ms = 0
        attempt_timeout_ms = 7.25
        objective_ms = 0.5

        [schedule]
        warmup_s = 0
        measure_s = 2.5
        drain_s = 0.25

        [network]
        tier = "simulated"
        port = 1024
        [network.link]
        up_mbit_per_s = 2.5
        down_mbit_per_s = 16
        delay_ms = 10
        jitter_ms = 2.5
        jitter_distribution = "normal"
        loss = 0.0
        loss_burst = 1
        queue_ms = 250
        duplicate = 0
        reorder = 0
        counts = "payload"
        [network.provider_link]
        delay_ms = 1.5

        [transport]
        protocol = "tcp"
        congestion = "host"
        connections = "persistent"
        security = "none"
        application = "native"

        [[fault]]
        action = "kill"
        target = "provider"
        count = 1
        at_s = 0
        for_s = 0.5

        [[fault]]
        action = "pause"
        target = "participant"
        share = 0.25
        at_s = 0.75

        [[fault]]
        action = "restart"
        target = "participant-7"
        at_s = 1

        [sweep]

        """

    static let closed = """
        name = "every-key-2"
        case = []
        expect = []
        [[topology]]
        kind = "mesh"
        [participants]
        count = 2
        [workload]
        kind = "request"
        loop = "closed"
        outstanding = 5
        think_ms = 0
        popularity = "uniform"
        [schedule]
        measure_s = 1
        [[fault]]
        action = "kill"
        target = "peer-1"
        at_s = 0.5

        """
}

@Suite("Every key")
struct EveryKeyTests {
    @Test("the top of the file, the schedule and the network arrive")
    func scalars() throws {
        let specification = try read(EveryKey.open)
        #expect(specification.name == "every-key-1")
        #expect(specification.question == "a?")
        #expect(specification.hypothesis == "b \"quoted\" \\ A\tc")
        #expect(specification.seed == 9_223_372_036_854_775_807)
        #expect(specification.repetitions == 3)
        #expect(specification.participants == 8)
        #expect(
            specification.schedule
                == Schedule(
                    warmupNanoseconds: 0, measureNanoseconds: .seconds(2.5),
                    drainNanoseconds: .seconds(0.25)))
        #expect(specification.network.tier == .simulated)
        #expect(specification.network.port == 1_024)
        var link = LinkShape()
        link.upBitsPerSecond = 2.5e6
        link.downBitsPerSecond = 16e6
        link.delayNanoseconds = .milliseconds(10)
        link.jitterNanoseconds = .microseconds(2_500)
        link.jitterDistribution = .normal
        link.queueNanoseconds = .milliseconds(250)
        #expect(specification.network.link == link)
        #expect(specification.network.providerLink.delayNanoseconds == .microseconds(1_500))
    }

    @Test("the topologies arrive with their own parameters")
    func topologies() throws {
        let arms = try read(EveryKey.open).topologies
        #expect(arms.map { $0.label } == ["star", "mesh"])
        #expect(arms.map { $0.speed } == [2.5, 1])
        #expect(arms.map { $0.acknowledge } == [.one, .majority])
        #expect(arms.map { $0.isRepairing } == [false, true])
        #expect(arms.map { $0.durability } == [.memory, .log])
        let settings = try arms.map { try read(EveryKey.open).setting(of: $0) }
        #expect(settings.map { $0.isRepairing } == [false, true])
        #expect(arms.map { $0.values } == [["servers": 2], ["replicas": 3, "degree": 0]])
    }

    @Test("an open loop's workload and timeouts arrive")
    func openLoop() throws {
        let specification = try read(EveryKey.open)
        #expect(
            specification.workload
                == RequestWorkload(
                    loop: .open(ratePerSecond: 12.5), arrivals: .constant, readShare: 0,
                    keys: 77, popularity: .zipf(exponent: 1), valueBytes: 1_048_576))
        #expect(specification.timeoutNanoseconds == .milliseconds(20))
        #expect(specification.retries == 4)
        #expect(specification.attemptTimeoutNanoseconds == .microseconds(7_250))
        #expect(specification.objectiveNanoseconds == .microseconds(500))
        #expect(specification.serviceWorkers == 0)
    }

    @Test("a closed loop's workload arrives")
    func closedLoop() throws {
        let workload = try read(EveryKey.closed).workload
        #expect(workload.loop == .closed(outstanding: 5))
        #expect(workload.popularity == .uniform)
    }

    @Test("the faults arrive, with every kind of target")
    func faults() throws {
        let faults = try read(EveryKey.open).faults
        #expect(faults.map { $0.number } == [0, 1, 2])
        #expect(faults.map { $0.action } == ["kill", "pause", "restart"])
        #expect(
            faults.map { $0.target } == [
                .count(.provider, 1), .share(.participant, 0.25), .place(.participant, 7),
            ])
        #expect(faults.map { $0.atNanoseconds } == [0, .seconds(0.75), .seconds(1)])
        #expect(faults.map { $0.forNanoseconds } == [.seconds(0.5), nil, nil])
        #expect(try read(EveryKey.closed).faults.map { $0.target } == [.node("peer-1")])
    }

    @Test("each kind of detection has keys of its own, and standards for them")
    func detection() throws {
        #expect(
            try read(EveryKey.open).topologies.map { $0.detection } == [
                .heartbeat(Detection.Heartbeat(periodNanoseconds: 250_500_000, misses: 5)),
                .swim(
                    Detection.Swim(
                        periodNanoseconds: .milliseconds(300), indirect: 0, suspicionPeriods: 7)),
            ])
        #expect(try read(EveryKey.closed).topologies.map { $0.detection } == [.connection])
        let kind = "kind = \"client-server\""
        #expect(
            try read(edited(kind, kind + "\ndetection = \"heartbeat\"")).topologies[0].detection
                == .heartbeat(
                    Detection.Heartbeat(periodNanoseconds: .milliseconds(1_000), misses: 3)))
        #expect(
            try read(edited(kind, kind + "\ndetection = \"swim\"")).topologies[0].detection
                == .swim(
                    Detection.Swim(
                        periodNanoseconds: .milliseconds(1_000), indirect: 3, suspicionPeriods: 3)))
    }

    @Test("a provider's link is as a participant's unless the file says otherwise")
    func inheritedLink() throws {
        let text = smallest + "[network]\ntier = \"simulated\"\n[network.link]\ndelay_ms = 3\n"
        let network = try read(text).network
        #expect(network.link.delayNanoseconds == .milliseconds(3))
        #expect(network.providerLink == network.link)
        let alone = text.replacing("network.link", with: "network.provider_link")
        #expect(try read(alone).network.link == LinkShape())
        #expect(try read(alone).network.providerLink.delayNanoseconds == .milliseconds(3))
    }

    @Test("a fraction may be written as a whole number, and tables as inline tables")
    func otherSpellings() throws {
        let text = """
            name = "test"
            topology = [{kind = "mesh", speed = 1}]
            participants.count = 4
            workload = {kind = "request", rate_per_s = 1e2}
            schedule = {measure_s = 10}
            """
        let specification = try read(text)
        #expect(specification.workload.loop == .open(ratePerSecond: 100))
        #expect(specification.topologies.map { $0.kind } == ["mesh"])
    }
}
