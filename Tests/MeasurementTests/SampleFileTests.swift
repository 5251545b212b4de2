import Core
import Glibc
import Measurement
import Testing

private func create(
    _ path: String, capacity: Int = 100
) throws(SampleFileError) -> SampleFile {
    try SampleFile(
        creating: path, node: NodeID(5), start: 2, frame: .sample, capacity: capacity)
}

/// Looks for stop windows as a node would, up to a generation: how many, and how many of them
/// of two that were set.
private func look(
    at path: String, until last: UInt64
) async throws -> (seen: Int, torn: Int) {
    let file = try create(path)
    var generation: UInt64 = 0
    var seen = 0
    var torn = 0
    while generation < last {
        guard let window = file.stopWindow(after: generation) else { continue }
        generation = window.generation
        seen += 1
        if window.from != Int64(generation) || window.until != -window.from { torn += 1 }
    }
    return (seen, torn)
}

@Suite("Sample files")
struct SampleFileTests {
    private let directory = TemporaryDirectory()

    @Test("What was appended is read back, each kind in its order")
    func roundTrip() throws {
        let path = directory.file("node.samples")
        let file = try create(path)
        let samples = (0..<64).map(OperationSample.numbered)
        let notices = Notice.How.allCases.map {
            Notice(atNanoseconds: -7, node: 8, believedUp: $0 == .connected, how: $0)
        }
        var message = Message(.put, operation: OperationID(participant: 3, sequence: 4), key: 5)
        message.contentBytes = 100
        message.isBackground = true
        let traces = [false, true].map {
            MessageTrace(
                message, from: NodeID(1), to: NodeID(2), atNanoseconds: 9, isReceipt: $0)
        }
        for (index, sample) in samples.enumerated() {
            try file.append(sample)
            if index < notices.count { try file.append(notices[index]) }
            if index < traces.count { try file.append(traces[index]) }
        }
        try file.append(DeliverySample.sample)
        #expect(file.count == 77)
        let recording = try SampleFile.read(path)
        #expect(recording.samples == samples)
        #expect(recording.notices == notices)
        #expect(recording.traces == traces)
        #expect(recording.deliveries == [.sample])
        #expect(recording.node == NodeID(5))
        #expect(recording.start == 2)
        #expect(recording.frame == .sample)
        #expect(recording.capacity == 100)
    }

    @Test("Counters and traffic bins lie in the file and are read by others meanwhile")
    func counters() throws {
        let path = directory.file("node.samples")
        let file = try create(path)
        let attached = try AttachedSampleFile(attachingTo: path)
        file.tally.counters.operationsBegun = 12
        file.tally.counters.cpuSystemNowNanoseconds = .max
        var message = Message(.get, operation: OperationID(participant: 0, sequence: 0), key: 1)
        message.isMeasured = true
        file.tally.countSent(message, bytes: 52, at: .milliseconds(250))
        try file.append(OperationSample.numbered(1))
        #expect(attached.counters == file.tally.counters)
        #expect(attached.counters.messages == 1)
        #expect(attached.bins == file.tally.bins)
        #expect(attached.bins[12].bytesSent == 52)
        #expect(attached.count == 1)
        #expect(attached.frame == .sample)
        let recording = try SampleFile.read(path)
        #expect(recording.counters == file.tally.counters)
        #expect(recording.bins == file.tally.bins)
    }

    @Test("A full file grows and keeps everything")
    func growth() throws {
        let path = directory.file("node.samples")
        let file = try create(path, capacity: 3)
        let attached = try AttachedSampleFile(attachingTo: path)
        let samples = (0..<1_000).map(OperationSample.numbered)
        for sample in samples { try file.append(sample) }
        file.tally.counters.operationsBegun = 1
        #expect(file.capacity == 1_536)
        #expect(attached.count == 1_000)
        #expect(attached.counters.operationsBegun == 1)
        let recording = try SampleFile.read(path)
        let isAllThere = recording.samples == samples
        #expect(isAllThere)
        #expect(recording.capacity == 1_536)
    }

    @Test("What was appended before SIGKILL is there afterwards, and nothing else")
    func killed() async throws {
        let path = directory.file("node.samples")
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let file = try create(path, capacity: 1_000)
            for number in 0..<777 { try file.append(OperationSample.numbered(number)) }
            file.tally.counters.framesRejected = 4
            _ = kill(getpid(), SIGKILL)
        }
        let recording = try SampleFile.read(path)
        let isAllThere = recording.samples == (0..<777).map(OperationSample.numbered)
        #expect(isAllThere)
        #expect(recording.counters.framesRejected == 4)
        #expect(recording.capacity == 1_000)
    }

    @Test("A stop window set by one who attached is seen once by the node, the latest alone")
    func stopWindow() throws {
        let path = directory.file("node.samples")
        let file = try create(path)
        #expect(file.stopWindow(after: 0) == nil)
        let attached = try AttachedSampleFile(attachingTo: path)
        attached.setStopWindow(from: -5, until: .max)
        let first = try #require(file.stopWindow(after: 0))
        #expect(first == StopWindow(generation: 1, from: -5, until: .max))
        #expect(file.stopWindow(after: first.generation) == nil)
        attached.setStopWindow(from: -5, until: 70)
        try AttachedSampleFile(attachingTo: path).setStopWindow(from: 80, until: 90)
        let last = try #require(file.stopWindow(after: first.generation))
        #expect(last == StopWindow(generation: 3, from: 80, until: 90))
        #expect([79, 80, 89, 90].map(last.contains) == [false, true, true, false])
    }

    @Test(
        "No stop window of another process is seen half, however often it is set",
        .timeLimit(.minutes(1)))
    func stopWindowAcrossProcesses() async throws {
        let path = directory.file("node.samples")
        async let looked = look(at: path, until: 2_000_000)
        await #expect(processExitsWith: .success) { [path = path as String] in
            var attached: AttachedSampleFile?
            while attached == nil { attached = try? AttachedSampleFile(attachingTo: path) }
            for number in 1...2_000_000 {
                attached?.setStopWindow(from: Int64(number), until: Int64(-number))
            }
        }
        let (seen, torn) = try await looked
        #expect(seen > 0)
        #expect(torn == 0)
    }

    @Test("The file has its space on the disk from the start, in whole pages before the records")
    func allocation() throws {
        let path = directory.file("node.samples")
        let file = try create(path, capacity: 10_000)
        var facts = stat()
        #expect(stat(path, &facts) == 0)
        #expect((Int(facts.st_size) - 10_000 * 64) % 4_096 == 0)
        #expect(Int(facts.st_blocks) * 512 >= Int(facts.st_size))
        #expect(file.capacity == 10_000)
    }
}
