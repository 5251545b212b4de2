import Core
import Testing

@testable import Links

@Suite("What lies between nodes, as lines")
struct NetworkLinesTests {
    private var network: NetworkShape {
        var slow = LinkShape()
        slow.upBitsPerSecond = 1e6 / 3
        slow.delayNanoseconds = 5_000_001
        var spread = LinkShape()
        spread.downBitsPerSecond = 8e6
        spread.jitterNanoseconds = 70
        spread.jitterDistribution = .normal
        spread.loss = 0.25
        spread.counts = .frame
        return NetworkShape(
            links: [slow, LinkShape(), slow, spread], regions: [0, 1, 1, 0],
            regionDelays: [[0, 7], [8, 9]])
    }

    @Test("Comes back as it was among other lines, and is not there where nothing was")
    func roundTrip() throws {
        let others = ["seed 1", "linked 2"]
        #expect(try NetworkShape(lines: others + network.lines) == network)
        let flat = NetworkShape(links: network.links)
        #expect(try NetworkShape(lines: flat.lines + others) == flat)
        #expect(try NetworkShape(lines: others) == nil)
    }

    @Test("Each kind of link is written once, so that many nodes are few lines")
    func short() {
        #expect(
            network.lines == [
                "link 333333.3333333333 - 5000001 0 uniform 100000000 0.0 1.0 0.0 0.0 payload",
                "link - - 0 0 uniform 100000000 0.0 1.0 0.0 0.0 payload",
                "link - 8000000.0 0 70 normal 100000000 0.25 1.0 0.0 0.0 frame",
                "links 0 1 0 2", "regions 0 1 1 0", "region_delays 0 7", "region_delays 8 9",
            ])
    }

    @Test(
        "What cannot be is refused with the line's name",
        arguments: [
            ("links", "0 1 0 3", "[0, 1, 0, 3]"), ("links", "0 -1", "0 -1"),
            ("links", "0 x", "0 x"), ("regions", "0 1 2 0", "[0, 1, 2, 0]"),
            ("regions", "0 1", "[0, 1]"), ("region_delays", "0", "[[0], [0]]"),
            ("region_delays", "0 -7", "0 -7"),
            ("link", "0 0 0 0", "0 0 0 0"),
            (
                "link", "-1 - 0 0 uniform 0 0 1 0 0 payload",
                "-1 - 0 0 uniform 0 0 1 0 0 payload"
            ),
            ("link", "- - 0 0 even 0 0 1 0 0 payload", "- - 0 0 even 0 0 1 0 0 payload"),
            ("link", "- - 0 0 uniform 0 0 1 0 0 bytes", "- - 0 0 uniform 0 0 1 0 0 bytes"),
        ])
    func broken(name: String, rest: String, found: String) {
        let lines = network.lines.map { $0.hasPrefix(name + " ") ? "\(name) \(rest)" : $0 }
        #expect(throws: NetworkShape.Unreadable(name: name, text: found)) {
            try NetworkShape(lines: lines)
        }
    }
}
