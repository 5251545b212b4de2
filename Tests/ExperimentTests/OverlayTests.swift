import Experiment
import Testing
import Topology

@Suite("A mesh with a degree")
struct OverlayTests {
    @Test("goes with detection by connection or heartbeat, and swim is told why not")
    func detection() throws {
        let degree = Override.set("topology.mesh.degree=2")
        for detection in ["connection", "heartbeat"] {
            let detection = Override.set("topology.mesh.detection=\(detection)")
            #expect(problems(both, [degree, detection]) == [])
        }
        let swim = Override.set("topology.mesh.detection=swim")
        #expect(
            problems(both, [degree, swim]) == [
                "--set \"topology.mesh.detection=swim\": \"detection\" is \"swim\": expected "
                    + "\"connection\" or \"heartbeat\" with a degree: a probe's indirect helpers "
                    + "need links to its target, and neighbours have hardly any in common"
            ])
        // As many links as there are others are a full mesh.
        #expect(problems(both, [.set("topology.mesh.degree=3"), swim]) == [])
    }

    @Test("needs two links each")
    func one() {
        #expect(
            problems(both, [.set("topology.mesh.degree=1")]) == [
                "--set \"topology.mesh.degree=1\": \"degree\" is 1: expected at least 2, as with "
                    + "one link each 4 peers fall into pairs, or 0 for a full mesh"
            ])
    }

    @Test("draws its links from the experiment's seed")
    func seed() throws {
        let specification = try read("seed = 9\n" + both)
        let arm = specification.topologies[1]
        #expect(specification.setting(of: arm).seed == 9)
    }
}
