import Core
import Measurement

/// Reads an experiment file: the sweep first, then the file once for every point of it.
struct ExperimentReader {
    private let file: String
    private let surroundings: Surroundings
    private let schema: Schema
    private var traceFiles: TraceFiles
    private(set) var findings = Findings()
    private(set) var factors: [Factor] = []
    private(set) var points: [Experiment.Point] = []
    private(set) var expectations: [ResultExpectation] = []
    private(set) var resolved = JSON.null

    init(file: String, surroundings: Surroundings) {
        self.file = file
        self.surroundings = surroundings
        schema = Schema(topologies: surroundings.topologies, faults: surroundings.faults)
        traceFiles = TraceFiles(NamedFiles(experiment: file, readFile: surroundings.readFile))
    }

    /// - Throws: `ExperimentError` with everything that is wrong at any point.
    mutating func read(_ text: [UInt8], _ overrides: [Override]) throws(ExperimentError) {
        var document = try GivenTable(parsing: text, file: file)
        let fixed = document.apply(overrides, schema: schema, findings: &findings)
        var sweep = SweepReader(fixed: fixed)
        sweep.read(&document)
        findings.append(sweep.findings)
        factors = sweep.factors
        let expect = document.remove("expect")
        for levels in sweep.points { readPoint(document, levels) }
        readExpectations(expect, sweep.points, fixed: fixed)
        let diagnostics = findings.diagnostics
        guard diagnostics.isEmpty else {
            throw ExperimentError(diagnostics: diagnostics, source: text)
        }
        let asked = JSON.Member("expect", .array(expectations.map(\.json)))
        resolved = points[0].specification.resolvedObject.appending(
            sweep.tables + (expectations.isEmpty ? [] : [asked]))
    }

    private mutating func readPoint(_ document: GivenTable, _ levels: [Level]) {
        var document = document
        let lists = schema.tables.filter { $0.isList }.map { $0.name }
        for level in levels {
            do throws(OptionProblem) {
                try document.set(
                    level.parts[...], to: level.value, at: level.keyPlace, lists: lists)
            } catch {
                findings.report(.option(error), at: level.keyPlace)
            }
        }
        var check = DocumentCheck(of: document, against: schema, findings: Findings())
        check.run()
        var builder = SpecificationBuilder(
            check.checked, topologies: surroundings.topologies, faults: surroundings.faults,
            traceFiles: traceFiles, findings: check.findings)
        let specification = builder.build()
        traceFiles = builder.traceFiles
        findings.append(builder.findings)
        points.append(
            Experiment.Point(
                specification: specification,
                levels: factors.map { specification.resolved.text(at: $0.path) ?? "" }))
    }

    private mutating func readExpectations(
        _ expect: Given?, _ settings: [[Level]], fixed: [String: Place]
    ) {
        guard let expect else { return }
        let specification = points[0].specification
        var reader = ExpectationReader(
            labels: specification.topologies.map(\.label),
            columns: surroundings.columns,
            levels: factors.indices.map { index in
                let path = factors[index].path
                let given = settings.joined().first { $0.path == path }?.value.place
                return ExpectationReader.Levels(
                    path: path, values: points.map { $0.levels[index] },
                    option: given.flatMap { $0.isOption ? $0 : nil })
            },
            fixed: Dictionary(
                uniqueKeysWithValues: fixed.map { path, option in
                    (path, (specification.resolved.text(at: path) ?? "", option))
                }))
        expectations = reader.read(expect)
        findings.append(reader.findings)
    }
}
