package import Core
package import Measurement

/// An experiment file: what is run at each of its sweep points, and what is expected of it.
package struct Experiment: Sendable {
    /// The swept keys, `[sweep]` before `[[case]]`, in file order.
    package let factors: [Factor]
    /// Every combination of levels, in the order they run; one without a sweep.
    package let points: [Point]
    /// In file order.
    package let expectations: [ResultExpectation]
    /// What whoever checks the file should know, each once.
    package let notes: [Note]
    private let resolved: JSON

    /// One combination of levels.
    package struct Point: Sendable {
        /// The experiment with these levels put in.
        package let specification: Specification
        /// The level of each of the experiment's factors, as the results show it.
        package let levels: [String]
    }

    /// The first point, which has all that is the same at every one.
    package var first: Specification { points[0].specification }

    /// The experiment as an object of the file's shape, every key with its value: where it is swept,
    /// that of the first point.
    package var resolvedObject: JSON { resolved }

    /// Reads an experiment file.
    ///
    /// - Parameters:
    ///   - text: The file's bytes.
    ///   - file: What errors call it; the files it names lie beside it.
    ///   - overrides: What the command line puts in place of the file's values, in order.
    ///   - surroundings: What it may name.
    /// - Throws: `ExperimentError` with everything that is wrong with file and overrides.
    package init(
        parsing text: [UInt8], file: String, overrides: [Override], in surroundings: Surroundings
    ) throws(ExperimentError) {
        var reader = ExperimentReader(file: file, surroundings: surroundings)
        try reader.read(text, overrides)
        factors = reader.factors
        points = reader.points
        expectations = reader.expectations
        notes = reader.findings.notes
        resolved = reader.resolved
    }
}
