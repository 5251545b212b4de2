import Core
import Experiment
import Links
import Node
import Testing
import Workload

@Suite("Defaults")
struct DefaultsTests {
    @Test("every key that is left out has the contract's default")
    func defaults() throws {
        let toml = try read(both).resolvedTOML()
        #expect(
            toml == """
                name = "test"
                question = ""
                hypothesis = ""
                seed = 1
                repetitions = 1

                [[topology]]
                kind = "client-server"
                label = "client-server"
                speed = 1
                acknowledge = "all"
                detection = "connection"
                repair = false
                durability = "memory"
                servers = 1

                [[topology]]
                kind = "mesh"
                label = "mesh"
                speed = 1
                acknowledge = "all"
                detection = "connection"
                repair = false
                durability = "memory"
                replicas = 2
                degree = 0

                [participants]
                count = 4
                joining = 0

                [workload]
                kind = "request"
                loop = "open"
                arrivals = "poisson"
                rate_per_s = 100
                read_share = 0.9
                keys = 10000
                popularity = "zipf"
                zipf_exponent = 0.99
                value_bytes = 128
                service_time_us = 0
                service_distribution = "fixed"
                service_workers = 1
                swallow_every = 0
                timeout_ms = 500
                retries = 0
                hedge_ms = 0
                attempt_timeout_ms = 500
                objective_ms = 500

                [schedule]
                warmup_s = 1
                measure_s = 10
                drain_s = 1

                [network]
                tier = "loopback"
                port = 7400

                [transport]
                protocol = "tcp"
                congestion = "host"
                connections = "persistent"
                security = "none"
                application = "native"

                """)
    }

    @Test("the defaults arrive in the specification")
    func typedDefaults() throws {
        let specification = try read(both)
        #expect(specification.name == "test")
        #expect(specification.question == "")
        #expect(specification.hypothesis == "")
        #expect(specification.seed == 1)
        #expect(specification.repetitions == 1)
        #expect(specification.topologies.map { $0.kind } == ["client-server", "mesh"])
        #expect(specification.topologies.map { $0.label } == ["client-server", "mesh"])
        #expect(specification.topologies.map { $0.speed } == [1, 1])
        #expect(specification.topologies.map { $0.acknowledge } == [.all, .all])
        #expect(
            specification.topologies.map { $0.values } == [
                ["servers": 1], ["replicas": 2, "degree": 0],
            ])
        #expect(specification.participants == 4)
        #expect(specification.joining == 0)
        #expect(
            specification.workload
                == RequestWorkload(
                    loop: .open(ratePerSecond: 100), arrivals: .poisson, readShare: 0.9,
                    keys: 10_000, popularity: .zipf(exponent: 0.99), valueBytes: 128))
        #expect(specification.timeoutNanoseconds == .milliseconds(500))
        #expect(specification.attemptTimeoutNanoseconds == .milliseconds(500))
        #expect(specification.objectiveNanoseconds == .milliseconds(500))
        #expect(specification.retries == 0)
        #expect(specification.serviceWorkers == 1)
        #expect(
            specification.schedule
                == Schedule(
                    warmupNanoseconds: .seconds(1), measureNanoseconds: .seconds(10),
                    drainNanoseconds: .seconds(1)))
        #expect(specification.network.tier == .loopback)
        #expect(specification.network.port == 7_400)
        #expect(specification.network.link == LinkShape())
        #expect(specification.network.providerLink == LinkShape())
        #expect(specification.faults == [])
        #expect(specification.notes == [])
    }

    @Test("an attempt has its part of the timeout, and the objective is the timeout")
    func derivedTimeouts() throws {
        let text = edited("rate_per_s = 100", "rate_per_s = 100\ntimeout_ms = 1000\nretries = 2")
        let specification = try read(text)
        #expect(specification.timeoutNanoseconds == .milliseconds(1_000))
        #expect(specification.attemptTimeoutNanoseconds == 333_333_333)
        #expect(specification.objectiveNanoseconds == .milliseconds(1_000))
    }
}
