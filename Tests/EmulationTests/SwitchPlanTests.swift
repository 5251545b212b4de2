import Core
import Links
import Measurement
import Testing

@testable import Emulation

@Suite("The switch's plan and words") struct SwitchPlanTests {
    private func link(_ number: UInt64) -> LinkShape {
        var random = SeededRandom(seed: number)
        var link = LinkShape()
        if random.next(below: 2) == 0 { link.upBitsPerSecond = 1e9 * random.nextUnit() }
        if random.next(below: 2) == 0 { link.downBitsPerSecond = 1e9 * random.nextUnit() }
        link.delayNanoseconds = Nanoseconds(random.next(below: 1 << 40))
        link.jitterNanoseconds = Nanoseconds(random.next(below: 1 << 40))
        link.jitterDistribution = random.next(below: 2) == 0 ? .uniform : .normal
        link.queueNanoseconds = Nanoseconds(random.next(below: 1 << 40))
        link.loss = random.nextUnit()
        link.lossBurst = 1 + 10 * random.nextUnit()
        link.duplicate = random.nextUnit()
        link.reorder = random.nextUnit()
        link.counts = random.next(below: 2) == 0 ? .payload : .frame
        return link
    }

    @Test("what is written is read back exactly")
    func plan() {
        for seed in 0..<50 as Range<UInt64> {
            let count = Int(1 + seed % 7)
            let shape = NetworkShape(
                links: (0..<UInt64(count)).map { link(100 * seed + $0) },
                regions: seed % 2 == 0 ? [] : (0..<count).map { $0 % 2 },
                regionDelays: seed % 2 == 0 ? [] : [[0, 5], [7, 0]])
            let plan = SwitchPlan(
                network: shape, seed: .max - seed, repetition: 3,
                capturePaths: seed % 3 == 0 ? (0..<count).map { "/a folder/\($0).pcap" } : [])
            #expect(SwitchPlan(lines: plan.lines) == plan)
        }
    }

    @Test(
        "a line that is not as it is written spoils the plan",
        arguments: [
            "link 1 2 3", "link x - 0 0 uniform 0 0 1 0 0 payload", "seed -1", "regions x",
            "region_delays 1 x", "capture", "route 1", "link - - 0 0 uniform 0 0 1 0 0 bytes",
        ])
    func spoilt(line: String) {
        let others = ["seed 1", "repetition 1"] + NetworkShape.clear(nodeCount: 1).lines
        #expect(SwitchPlan(lines: others) != nil)
        #expect(SwitchPlan(lines: others + [line]) == nil)
    }

    @Test("addresses and nodes belong to each other, and no other address is a node's")
    func addresses() {
        let plan = SwitchPlan(
            network: .clear(nodeCount: 600), seed: 1, repetition: 1)
        for (index, address) in plan.addresses.enumerated() {
            #expect(plan.node(at: address) == NodeID(index))
        }
        for address: UInt32 in [0, 10 << 24, 10 << 24 | 0x0100, 10 << 24 | 0x01FB, 0x7F00_0101] {
            #expect(plan.node(at: address) == nil)
        }
        #expect(plan.node(at: plan.addresses[599] + 1) == nil)
    }

    @Test("commands and reports are read back as they were said")
    func words() {
        let way = SwitchCommand.Way(
            from: NodeID(1), to: NodeID(2),
            PathCondition(isCut: true, delayNanoseconds: 5, lostShare: 0.25))
        let commands: [SwitchCommand] = [
            .plan, .begin(Instant(nanoseconds: 3)..<Instant(nanoseconds: 9)), .way(way), .apply,
            .report,
        ]
        for command in commands { #expect(SwitchCommand(line: command.line) == command) }
        var counters = LinkCounters()
        counters.sentPackets = 1
        counters.duplicated = 8
        var fidelity = SwitchFidelity()
        fidelity.lateP50 = 1
        fidelity.cpuNanoseconds = 5
        let reports: [SwitchReport] = [
            .network(descriptor: 7), .ready(hasUserNamespace: true), .link(counters),
            .bin(NetworkRecord.Bin(packets: 1, bytes: 2, dropped: 3)), .fidelity(fidelity),
            .failed("no space"),
        ]
        for report in reports { #expect(SwitchReport(line: report.line) == report) }
        for line in ["", "begin 9 3", "way 1 2 3", "link 1", "ready", "bin 1 2 x"] {
            #expect(SwitchCommand(line: line) == nil)
            #expect(SwitchReport(line: line) == nil)
        }
    }
}

@Suite("What the switch reads of a packet") struct PacketHeaderTests {
    /// An IPv4 packet in an Ethernet frame, its header `words` long.
    private func frame(
        protocol number: UInt8, words: UInt8 = 5, total: UInt16, inside: [UInt8],
        fragment: UInt16 = 0
    ) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 14 + Int(words) * 4)
        bytes[14] = 0x40 | words
        bytes[16] = UInt8(total >> 8)
        bytes[17] = UInt8(total & 0xFF)
        bytes[20] = UInt8(fragment >> 8)
        bytes[21] = UInt8(fragment & 0xFF)
        bytes[23] = number
        bytes.replaceSubrange(30..<34, with: [10, 0, 1, 2])
        bytes += inside
        bytes += [UInt8](repeating: 0xAA, count: max(0, 14 + Int(total) - bytes.count))
        return bytes
    }

    private func header(_ bytes: [UInt8]) -> PacketHeader? {
        bytes.withUnsafeBytes { PacketHeader($0) }
    }

    private func tcp(words: UInt8) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 20)
        bytes[12] = words << 4
        return bytes
    }

    @Test("payload is what TCP and UDP carry, options and headers apart")
    func payload() {
        let plain = header(frame(protocol: 6, total: 20 + 20 + 7, inside: tcp(words: 5)))
        #expect(plain?.payloadBytes == 7)
        #expect(plain?.destination == 0x0A00_0102)
        let options = header(
            frame(protocol: 6, words: 6, total: 24 + 32 + 9, inside: tcp(words: 8)))
        #expect(options?.payloadBytes == 9)
        #expect(header(frame(protocol: 6, total: 40, inside: tcp(words: 5)))?.payloadBytes == 0)
        #expect(header(frame(protocol: 17, total: 20 + 8 + 5, inside: []))?.payloadBytes == 5)
        #expect(header(frame(protocol: 1, total: 20 + 12, inside: []))?.payloadBytes == 12)
        // A later fragment has no header of its own: all is payload.
        let later = header(frame(protocol: 17, total: 20 + 30, inside: [], fragment: 4))
        #expect(later?.payloadBytes == 30)
    }

    @Test("of a datagram's fragments, payload is what the simulated tier counts as well")
    func fragments() {
        let bytes = 10_084
        let count = Datagram.fragmentCount(of: bytes)
        #expect(count == 7)
        for index in 0..<count {
            // In units of 8 bytes; bit 13 says that more follow.
            let offset = UInt16(index * 1_480 / 8) | (index < count - 1 ? 0x2000 : 0)
            let payload = Datagram.payloadBytes(ofFragment: index, of: bytes)
            let packet = frame(
                protocol: 17, total: UInt16(20 + payload + (index == 0 ? 8 : 0)), inside: [],
                fragment: offset)
            #expect(header(packet)?.payloadBytes == payload)
            #expect(packet.count == Datagram.frameBytes(ofFragment: index, of: bytes))
        }
    }

    @Test("what is cut short or none is nothing, and never read beyond its end")
    func broken() {
        let whole = frame(protocol: 6, total: 60, inside: tcp(words: 5))
        for length in 0..<whole.count { #expect(header(Array(whole[..<length])) == nil) }
        var other = whole
        other[14] = 0x60
        #expect(header(other) == nil)
        other[14] = 0x44
        #expect(header(other) == nil)
        // A TCP header longer than the packet carries nothing.
        #expect(header(frame(protocol: 6, total: 45, inside: tcp(words: 15)))?.payloadBytes == 0)
    }
}

@Suite("Lateness") struct LatenessTests {
    @Test("percentiles are nearest ranks, rounded up to a microsecond")
    func percentiles() {
        var lateness = Lateness()
        #expect(lateness.percentile(50) == nil)
        for microsecond in 0..<100 { lateness.add(.microseconds(Int64(microsecond)) + 1) }
        #expect(lateness.percentile(50) == 50_000)
        #expect(lateness.percentile(99) == 99_000)
        #expect(lateness.percentile(100) == 99_001)
        lateness.add(.seconds(3))
        #expect(lateness.maximum == 3_000_000_000)
        #expect(lateness.percentile(100) == 50_001_000)
        lateness.add(-5)
        #expect(lateness.percentile(0) == 1_000)
    }
}
