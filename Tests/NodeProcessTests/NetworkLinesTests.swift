import Core
import Links
import NodeProcess
import Testing

@Suite("What lies between nodes, as lines")
struct NetworkLinesTests {
    private func assignment(_ network: NetworkShape?) -> Assignment {
        var assignment = Assignment.random(seed: 7)
        assignment.network = network
        return assignment
    }

    private var network: NetworkShape {
        var slow = LinkShape()
        slow.upBitsPerSecond = 1e6 / 3
        slow.delayNanoseconds = 5_000_001
        var spread = LinkShape()
        spread.downBitsPerSecond = 8e6
        spread.jitterNanoseconds = 70
        spread.jitterDistribution = .normal
        return NetworkShape(
            links: [slow, LinkShape(), slow, spread], regions: [0, 1, 1, 0],
            regionDelays: [[0, 7], [8, 9]])
    }

    @Test("Comes back as it was, and is not there where nothing was")
    func roundTrip() throws {
        #expect(try Assignment(lines: assignment(network).lines).network == network)
        let flat = NetworkShape(links: network.links)
        #expect(try Assignment(lines: assignment(flat).lines).network == flat)
        #expect(try Assignment(lines: assignment(nil).lines).network == nil)
        #expect(!assignment(nil).lines.contains { $0.hasPrefix("link") || $0.hasPrefix("region") })
    }

    @Test("Each kind of link is written once, so that many nodes are few lines")
    func short() {
        #expect(
            assignment(network).lines.suffix(7) == [
                "link 333333.3333333333 0.0 5000001 0 uniform", "link 0.0 0.0 0 0 uniform",
                "link 0.0 8000000.0 0 70 normal", "links 0 1 0 2", "regions 0 1 1 0",
                "region_delays 0 7", "region_delays 8 9",
            ])
    }

    @Test(
        "What cannot be is refused with the line's name",
        arguments: [
            ("links", "links 0 1 0 3", "[0, 1, 0, 3]"), ("links", "links 0 -1", "links 0 -1"),
            ("links", "links 0 x", "links 0 x"), ("regions", "regions 0 1 2 0", "[0, 1, 2, 0]"),
            ("regions", "regions 0 1", "[0, 1]"),
            ("region_delays", "region_delays 0", "[[0], [0]]"),
            ("region_delays", "region_delays 0 -7", "region_delays 0 -7"),
            ("link", "link 0 0 0 0", "link 0 0 0 0"),
            ("link", "link -1 0 0 0 uniform", "link -1 0 0 0 uniform"),
            ("link", "link 0 0 0 0 even", "link 0 0 0 0 even"),
        ])
    func broken(name: String, line: String, found: String) {
        let lines = assignment(network).lines.map { $0.hasPrefix(name + " ") ? line : $0 }
        #expect(throws: AssignmentError.unreadable(name, found)) { try Assignment(lines: lines) }
    }
}
