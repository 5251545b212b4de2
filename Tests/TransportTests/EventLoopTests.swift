import CLinux
import Core
import Glibc
import Testing

@testable import Transport

/// A descriptor that is readable until it is read, by what it is told to do then.
private final class Spark: EventHandler {
    let descriptor: Descriptor
    var action: (Readiness) -> Void
    private(set) var count = 0

    /// Readable at once, or never; with the number asked for, whatever numbers are free.
    init(
        isReady: Bool, number: Int32? = nil, action: @escaping (Readiness) -> Void = { _ in }
    ) throws {
        let timer = try Descriptor(adopting: cl_timer_create(), from: "timerfd_create")
        descriptor =
            if let number, number != timer.raw {
                try Descriptor(adopting: dup2(timer.raw, number), from: "dup2")
            } else {
                timer
            }
        self.action = action
        if isReady {
            cl_timer_set(descriptor.raw, 0)
            while cl_timer_is_ready(descriptor.raw) == 0 {}
        }
    }

    func ready(_ events: Readiness) {
        count += 1
        action(events)
    }
}

/// Whether a timer has expired, told without taking note of it.
private func cl_timer_is_ready(_ fd: Int32) -> Int32 {
    var poll = pollfd(fd: fd, events: Int16(POLLIN), revents: 0)
    return Glibc.poll(&poll, 1, 0)
}

@Suite("Event loop")
struct EventLoopTests {
    @Test("A turn whose deadline lies before all time only looks")
    func longPast() throws {
        let loop = try EventLoop()
        try loop.turn(until: Instant(nanoseconds: .min))
        let spark = try Spark(isReady: true)
        try loop.watch(spark.descriptor.raw, for: .readable, spark)
        try loop.turn(until: Instant(nanoseconds: .min))
        #expect(spark.count == 1)
    }

    @Test("A turn never ends before its deadline, and not long after it")
    func deadlines() throws {
        let loop = try EventLoop()
        var random = SeededRandom(seed: 4)
        var least = Nanoseconds.max
        for _ in 0..<300 {
            let deadline = Monotonic.now() + Nanoseconds(random.next(below: 2_000_000))
            try loop.turn(until: deadline)
            let lateness = Monotonic.now() - deadline
            #expect(lateness >= 0)
            least = min(least, lateness)
        }
        #expect(least < .milliseconds(1))
    }

    @Test("Far deadlines are kept too, whatever deadline was waited for before")
    func farDeadlines() throws {
        let loop = try EventLoop()
        for milliseconds in [20.0, 8, 30, 1, 12] {
            let spark = try Spark(isReady: true)
            spark.action = { _ in loop.forget(spark.descriptor.raw) }
            try loop.watch(spark.descriptor.raw, for: .readable, spark)
            let deadline = Monotonic.now() + .seconds(milliseconds / 1000)
            // Ended by the event: the timer set for this turn stands, and must not end the next.
            try loop.turn(until: deadline + .milliseconds(-1))
            #expect(spark.count == 1)
            try loop.turn(until: deadline)
            #expect(Monotonic.now() >= deadline)
            #expect(Monotonic.now() - deadline < .milliseconds(500))
        }
    }

    @Test("A deadline in the past looks once and tells of what is ready")
    func polling() throws {
        let loop = try EventLoop()
        let spark = try Spark(isReady: true)
        try loop.watch(spark.descriptor.raw, for: .readable, spark)
        for past in [Instant(nanoseconds: 0), Instant(nanoseconds: -5), Monotonic.now()] {
            try loop.turn(until: past)
        }
        #expect(spark.count == 3)
        try loop.turn(until: .never)
        #expect(spark.count == 4)
        loop.forget(spark.descriptor.raw)
        try loop.turn(until: Monotonic.now())
        #expect(spark.count == 4)
    }

    @Test("What it is watched for can be changed")
    func changing() throws {
        let loop = try EventLoop()
        let socket = try Descriptor.tcpSocket()
        try SystemError.check(cl_bind(socket.raw, 0x7F00_0001, 0), "bind")
        try SystemError.check(cl_listen(socket.raw, 1), "listen")
        let address = try socket.localEndpoint()
        let spark = try Spark(isReady: false)
        let dialing = try Descriptor.connecting(from: address, to: address)
        var seen: [Readiness] = []
        spark.action = { seen.append($0) }
        try loop.watch(dialing.raw, for: .writable, spark)
        try loop.turn(until: Monotonic.now() + .seconds(1))
        #expect(seen == [.writable])
        try loop.change(dialing.raw, to: .readable)
        try loop.turn(until: Monotonic.now() + .milliseconds(1))
        #expect(seen == [.writable])
        loop.forget(dialing.raw)
    }

    @Test("What is watched for news is told of once, and again when it is asked for anew")
    func edgeTriggered() throws {
        let loop = try EventLoop()
        let spark = try Spark(isReady: true)
        let news: Interest = [.readable, .edgeTriggered]
        try loop.watch(spark.descriptor.raw, for: news, spark)
        for _ in 0..<3 { try loop.turn(until: Instant(nanoseconds: 0)) }
        #expect(spark.count == 1)
        try loop.change(spark.descriptor.raw, to: news)
        for _ in 0..<3 { try loop.turn(until: Instant(nanoseconds: 0)) }
        #expect(spark.count == 2)
    }

    @Test("An event of a closed descriptor does not reach the one that has its number now")
    func reuse() async {
        await #expect(processExitsWith: .success) {
            let loop = try EventLoop()
            var sparks = try (0..<2).map { _ in Optional(try Spark(isReady: true)) }
            var heir: Spark?
            // Whichever is told first closes the other, whose number then goes to a third.
            for index in 0..<2 {
                sparks[index]?.action = { _ in
                    let number = sparks[1 - index]?.descriptor.raw ?? -1
                    loop.forget(number)
                    sparks[1 - index] = nil
                    heir = try? Spark(isReady: false, number: number)
                    #expect(heir?.descriptor.raw == number)
                    if let heir { try? loop.watch(number, for: .readable, heir) }
                }
            }
            for spark in sparks.compactMap({ $0 }) {
                try loop.watch(spark.descriptor.raw, for: .readable, spark)
            }
            try loop.turn(until: Monotonic.now())
            #expect(heir?.count == 0)
            #expect(sparks.compactMap { $0?.count } == [1])
        }
    }

    @Test("A handler is kept while it is watched, and let go of when it is forgotten")
    func lifetime() throws {
        let loop = try EventLoop()
        weak var observed: Spark?
        var number: Int32 = -1
        do {
            let spark = try Spark(isReady: true)
            spark.action = { _ in loop.forget(number) }
            number = spark.descriptor.raw
            try loop.watch(number, for: .readable, spark)
            observed = spark
        }
        #expect(observed != nil)
        try loop.turn(until: Monotonic.now())
        #expect(observed == nil)
    }

    @Test("What cannot be watched is an error that names the call")
    func unwatchable() throws {
        let loop = try EventLoop()
        let spark = try Spark(isReady: false)
        let file = Descriptor(adopting: open("/proc/self/exe", O_RDONLY | O_CLOEXEC))
        let number = file.raw
        #expect(throws: SystemError("epoll_ctl", code: EPERM)) {
            try loop.watch(number, for: .readable, spark)
        }
        #expect(
            SystemError("epoll_ctl", code: EPERM).message
                == "epoll_ctl: Operation not permitted (EPERM)")
    }

    @Test("A handler must not turn the loop")
    func nestedTurn() async {
        await #expect(processExitsWith: .failure) {
            let loop = try EventLoop()
            let spark = try Spark(isReady: true)
            spark.action = { _ in try? loop.turn(until: Monotonic.now()) }
            try loop.watch(spark.descriptor.raw, for: .readable, spark)
            try loop.turn(until: Monotonic.now())
        }
    }

    @Test("A wait outlasts being stopped and continued")
    func continued() async {
        await #expect(processExitsWith: .success) {
            let loop = try EventLoop()
            let deadline = Monotonic.now() + .milliseconds(300)
            // A child stops this process and has it go on, more than once in the middle of its wait.
            let script = """
                for time in 1 2 3 4 5; do
                    kill -STOP $0; sleep 0.02; kill -CONT $0; sleep 0.02
                done
                """
            let pid = spawn("/bin/sh", ["sh", "-c", script, "\(getpid())"])
            #expect(pid > 0)
            try loop.turn(until: deadline)
            #expect(Monotonic.now() >= deadline)
            var status: Int32 = 0
            var usage = cl_usage()
            #expect(cl_wait_until_ended(pid, &status, &usage) == pid)
            #expect(cl_exit_code(status) == 0)
        }
    }
}
