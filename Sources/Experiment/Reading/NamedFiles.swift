import Measurement

/// The files an experiment names, each read once: beside the experiment file where that names it,
/// from the current folder where an option does.
struct NamedFiles {
    /// The experiment file's path.
    private let experiment: String
    private let readFile: Surroundings.ReadFile
    /// What was found, by path.
    private var found: [String: Result<[UInt8], UnreadableFile>] = [:]

    init(experiment: String, readFile: @escaping Surroundings.ReadFile) {
        self.experiment = experiment
        self.readFile = readFile
    }

    mutating func bytes(of name: String, namedAt place: Place) throws(UnreadableFile) -> [UInt8] {
        let path = place.isOption ? name : path(of: name)
        let result = found[path] ?? readFile(path)
        found[path] = result
        return try result.get()
    }

    /// What the file names and is not absolute counts from the experiment file's folder.
    private func path(of name: String) -> String {
        guard !name.hasPrefix("/"), let slash = experiment.lastIndex(of: "/") else { return name }
        return experiment[...slash] + name
    }
}
