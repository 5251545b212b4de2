import Core
import Links
import Measurement
import Testing

@testable import Runner

@Suite("What must hold of an emulated network's packets")
struct LinkChecksTests {
    /// A server and a client, 100,000 packets each way, all of which arrive.
    private func scene(loss: Double = 0, burst: Double = 1) throws -> Scene {
        var scene = try Scene(participants: 1)
        scene.trial.network = .clear(nodeCount: 2)
        scene.trial.network.links[1].loss = loss
        scene.trial.network.links[1].lossBurst = burst
        var link = LinkCounters()
        link.sentPackets = 100_000
        link.receivedPackets = 100_000
        link.crossed = 200_000
        var network = NetworkRecord()
        network.links = [link, link]
        scene.record.network = network
        return scene
    }

    private func check(_ name: String, of scene: Scene) -> Check? {
        LinkChecks(scene.outcome)?.all.first { $0.name == name }
    }

    @Test("without a network there is nothing to check")
    func none() throws {
        var scene = try scene()
        scene.record.network = nil
        #expect(LinkChecks(scene.outcome) == nil)
    }

    @Test("packets that ended in no way are found, and each way of ending counts")
    func packets() throws {
        var scene = try scene()
        #expect(try #require(check("link_packets", of: scene)).holds)
        scene.record.network?.links[0].receivedPackets -= 2_000
        #expect(try !#require(check("link_packets", of: scene)).holds)
        for counter in [\LinkCounters.lost, \.queueFull, \.cut] {
            scene.record.network?.links[1][keyPath: counter] = 2_000
            #expect(try #require(check("link_packets", of: scene)).holds)
            scene.record.network?.links[1][keyPath: counter] = 0
        }
        scene.record.network?.links[0].receivedPackets += 2_000
        scene.record.network?.links[0].duplicated = 2_000
        #expect(try !#require(check("link_packets", of: scene)).holds)
    }

    @Test("what is on its way when measurement begins and ends counts on both sides")
    func underWay() throws {
        var scene = try scene()
        scene.record.network?.links[0].receivedPackets -= 2_000
        scene.record.network?.links[1].underWayAfter = 2_000
        #expect(try #require(check("link_packets", of: scene)).holds)
        scene.record.network?.links[1].receivedPackets += 3
        #expect(try !#require(check("link_packets", of: scene)).holds)
        scene.record.network?.links[0].underWayBefore = 3
        #expect(try #require(check("link_packets", of: scene)).holds)
    }

    @Test("what the switch dropped unasked is missing, and no more")
    func unasked() throws {
        var scene = try scene()
        scene.record.network?.links[0].receivedPackets -= 5
        var fidelity = SwitchFidelity()
        fidelity.unasked = 4
        scene.record.network?.fidelity = fidelity
        #expect(try !#require(check("link_packets", of: scene)).holds)
        scene.record.network?.fidelity?.unasked = 5
        #expect(try #require(check("link_packets", of: scene)).holds)
    }

    @Test("the share lost is what was asked, within four standard errors")
    func losses() throws {
        var scene = try scene(loss: 0.01)
        scene.record.network?.links[1].lost = 2_000
        let losses = try #require(check("link_losses", of: scene))
        #expect(losses.expected == 2_000)
        #expect(abs(losses.allowed - (4 * (200_000 * 0.01 * 0.99).squareRoot() + 2)) < 1e-6)
        #expect(losses.holds)
        scene.record.network?.links[1].lost = 2_200
        #expect(try !#require(check("link_losses", of: scene)).holds)
    }

    @Test("losses in a row say less than as many single ones")
    func bursts() throws {
        var scene = try scene(loss: 0.01, burst: 8)
        scene.record.network?.links[1].lost = 2_200
        #expect(try #require(check("link_losses", of: scene)).holds)
        scene.record.network?.links[1].lost = 3_000
        #expect(try !#require(check("link_losses", of: scene)).holds)
    }

    @Test("where a fault may lose packets, or nothing is to be lost, losses are not checked")
    func faults() throws {
        var scene = try scene(loss: 0.01)
        scene.strike(node: 0, asked: 500)
        #expect(check("link_losses", of: scene) == nil)
        #expect(try check("link_losses", of: self.scene()) == nil)
    }
}
