import Core
import Faults
import Links
import Measurement
import Testing
import Topology

@testable import Experiment

@Suite("Regions and the delays between them")
struct DelayMatrixTests {
    private static let matrix = "from,east,west,far\neast,0,30,80.5\nwest,30,0,60\nfar,80.5,60,0\n"

    private func experiment(
        _ lines: String = "", matrix: String = matrix, participants: Int = 4
    ) throws(ExperimentError) -> Specification {
        let text =
            smallest.replacing("count = 4", with: "count = \(participants)")
            + "[network]\ntier = \"simulated\"\ndelay_matrix = \"m/four.csv\"\n\(lines)\n"
        return try Experiment(
            parsing: Array(text.utf8), file: "some/x.toml", overrides: [],
            in: Surroundings(topologies: .standard, faults: .standard) { path in
                path == "some/m/four.csv"
                    ? .success(Array(matrix.utf8)) : .failure(.missing(path))
            }
        ).first
    }

    private func problem(_ lines: String = "", matrix: String = matrix) -> [String] {
        do {
            _ = try experiment(lines, matrix: matrix)
            return []
        } catch {
            return error.diagnostics.map(\.text)
        }
    }

    private func shape(_ specification: Specification) throws -> NetworkShape {
        let arm = specification.topologies[0]
        let topology = try #require(TopologyRegistry.standard[arm.kind]).init(
            specification.setting(of: arm))
        return specification.networkShape(of: topology.members)
    }

    @Test("participants are in the regions by turns, the server in the first or the one named")
    func places() throws {
        // A star's server comes first.
        let shape = try shape(experiment())
        #expect(shape.regions == [0, 0, 1, 2, 0])
        #expect(shape.delay(from: NodeID(3), to: NodeID(0)) == .microseconds(80_500))
        #expect(shape.delay(from: NodeID(0), to: NodeID(2)) == .milliseconds(30))
        #expect(shape.delay(from: NodeID(1), to: NodeID(4)) == 0)
        #expect(try self.shape(experiment("server_region = \"far\"")).regions == [2, 0, 1, 2, 0])
    }

    @Test("links come on top, and each way may have its own delay")
    func links() throws {
        let lopsided = "x, a, b\r\n a, 1, 2\r\nb, 3, 4\r\n\r\n"
        let shape = try shape(experiment("[network.link]\ndelay_ms = 5", matrix: lopsided))
        #expect(shape.delay(from: NodeID(0), to: NodeID(2)) == .milliseconds(12))
        #expect(shape.delay(from: NodeID(2), to: NodeID(0)) == .milliseconds(13))
        #expect(shape.delay(from: NodeID(1), to: NodeID(3)) == .milliseconds(11))
    }

    @Test("the resolved file says where the servers are")
    func resolved() throws {
        #expect(try experiment().resolvedTOML().contains("server_region = \"east\"\n"))
        #expect(!(try read(smallest).resolvedTOML().contains("server_region")))
    }

    @Test(
        "what is wrong with a matrix is said with its line and column",
        arguments: [
            ("", "1:1: \"\": expected a header: a first cell, then the regions' names"),
            ("from\n", "1:1: \"from\": expected a header: a first cell, then the regions' names"),
            (
                "from,a b\n",
                "1:6: \"a b\": expected a region's name, of A-Z, a-z, 0-9, \"_\" and \"-\""
            ),
            ("from,a, a\n", "1:9: \"a\": expected each region once"),
            ("from,a,b\nb,0,1\n", "2:1: \"b\": expected \"a\", as rows come in the header's order"),
            (
                "from,a,b\na,0,x\n",
                "2:5: \"x\": expected a one-way delay from 0 to 60000, in milliseconds"
            ),
            (
                "from,a,b\na,0,-1\n",
                "2:5: \"-1\": expected a one-way delay from 0 to 60000, in milliseconds"
            ),
            (
                "from,a,b\na,nan,1\n",
                "2:3: \"nan\": expected a one-way delay from 0 to 60000, in milliseconds"
            ),
            ("from,a,b\na,0\n", "2:4: the line's end: expected the delay to region \"b\""),
            ("from,a\na,0,7\n", "2:5: \"7\": expected 1 delays in a row"),
            ("from,a,b\na,0,1\n", "3:1: the file's end: expected the row of region \"b\""),
            (
                "from,a\na,0\n\nb,1\n",
                "3:1: \"\": expected no more than a row for each of the header's regions"
            ),
        ])
    func broken(matrix: String, problem: String) {
        #expect(
            self.problem(matrix: matrix) == [
                "some/x.toml:13:16: the delay matrix is wrong at m/four.csv:\(problem)"
            ])
    }

    @Test("what is no text, or is not there, is told")
    func unreadable() {
        #expect(
            throws: DelayMatrixFault(line: 1, column: 1, found: "bytes", expected: "UTF-8 text")
        ) {
            try DelayMatrix([0xFF, 0xFE])
        }
        let text = smallest + "[network]\ndelay_matrix = \"none.csv\"\n"
        #expect(
            problems(text) == [
                "x.toml:12:16: \"delay_matrix\" is \"none.csv\", which is not there: name a CSV file "
                    + "by its path from the experiment file's folder; in an option, from the "
                    + "current folder"
            ])
    }

    @Test("a region nobody knows, and one without a matrix, are refused")
    func serverRegion() {
        #expect(
            problem("server_region = \"eats\"") == [
                "some/x.toml:14:17: \"server_region\" is \"eats\": did you mean \"east\"? Expected "
                    + "\"east\", \"west\" or \"far\""
            ])
        #expect(
            problems(smallest + "[network]\nserver_region = \"east\"\n") == [
                "x.toml:12:17: \"server_region\" is \"east\", and there are no regions: name their "
                    + "delays with delay_matrix = \"four-regions.csv\" in [network], or remove it"
            ])
    }
}
