import TOML

extension GivenTable {
    /// The document that a file's bytes hold.
    ///
    /// - Throws: The one fault that makes it no TOML.
    init(parsing text: [UInt8], file: String) throws(ExperimentError) {
        do {
            let table = try TOMLParser.parse(text)
            self.init(table) { .file(file, $0) }
        } catch {
            let place = Place.file(file, error.position)
            throw ExperimentError(
                diagnostics: [Diagnostic(place: place, problem: .notTOML(error))], source: text)
        }
    }

    /// Puts the command line's values in place of the file's, the later over the earlier.
    ///
    /// - Returns: The paths that are set, with the option that sets each.
    mutating func apply(
        _ overrides: [Override], schema: Schema, findings: inout Findings
    ) -> [String: Place] {
        var fixed: [String: Place] = [:]
        let lists = schema.tables.filter { $0.isList }.map { $0.name }
        for (number, override) in overrides.enumerated() {
            let place = Place.option(override.text, number: number)
            do throws(OptionProblem) {
                let (path, value) = try override.parsed(at: place)
                try set(path[...], to: value, at: place, lists: lists)
                fixed[path.joined(separator: ".")] = place
            } catch {
                findings.report(.option(error), at: place)
            }
        }
        return fixed
    }
}
