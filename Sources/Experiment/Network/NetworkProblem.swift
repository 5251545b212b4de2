package import Measurement

/// Why an experiment's regions are none.
package enum NetworkProblem: Sendable, Equatable {
    case unreadable(UnreadableFile)
    case matrix(path: String, DelayMatrixFault)
    case unknownRegion(String, known: [String])
    /// A server's region where there are no regions at all.
    case noMatrix(region: String)

    var text: String {
        switch self {
        case .unreadable(let file) where file.isMissing:
            "\"delay_matrix\" is \(quoted(file.path)), which is not there: name a CSV file by its path "
                + "from the experiment file's folder; in an option, from the current folder"
        case .unreadable(let file):
            "\"delay_matrix\" is \(quoted(file.path)), which cannot be read: \(file.reason)"
        case .matrix(let path, let fault):
            "the delay matrix is wrong at \(legible(path)):\(fault.line):\(fault.column): "
                + "\(fault.found): expected \(fault.expected)"
        case .unknownRegion(let name, let known):
            "\"server_region\" is \(quoted(name)): "
                + sentences(
                    suggestion(for: name, among: known),
                    "expected \(alternatives(known.map { quoted($0) }))")
        case .noMatrix(let region):
            "\"server_region\" is \(quoted(region)), and there are no regions: name their delays with "
                + "delay_matrix = \"four-regions.csv\" in [network], or remove it"
        }
    }
}
