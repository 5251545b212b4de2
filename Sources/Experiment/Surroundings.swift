package import Faults
package import Measurement
package import Topology

/// What there is around an experiment file: what it may name, and the files beside it.
package struct Surroundings: Sendable {
    /// The topologies there are.
    package var topologies: TopologyRegistry
    /// The faults there are.
    package var faults: FaultRegistry
    /// The columns of trials.csv that hold numbers, which an `[[expect]]` may name.
    package var columns: [String]
    /// The bytes of the file at a path.
    package var readFile: ReadFile

    /// How files are read: whole, or with the reason why not.
    package typealias ReadFile = @Sendable (String) -> Result<[UInt8], UnreadableFile>

    /// Surroundings without result columns and files, if nothing else is said.
    package init(
        topologies: TopologyRegistry, faults: FaultRegistry, columns: [String] = [],
        readFile: @escaping ReadFile = { path in
            .failure(.missing(path))
        }
    ) {
        self.topologies = topologies
        self.faults = faults
        self.columns = columns
        self.readFile = readFile
    }
}
