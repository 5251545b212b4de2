package import Measurement

/// Why an experiment's regions are none.
package enum NetworkProblem: Sendable, Equatable {
    case unreadable(UnreadableFile)
    case matrix(path: String, DelayMatrixFault)
    case unknownRegion(String, known: [String])
    /// A server's region where there are no regions at all.
    case noMatrix(region: String)
    /// A greater share of packets than bursts of that mean length can lose.
    case lossNeedsLongerBursts(loss: Double, burst: Double)

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
        case .lossNeedsLongerBursts(let loss, let burst):
            "\"loss\" is \(digits(loss)) in bursts of \(digits(burst)): expected at most "
                + "loss_burst / (loss_burst + 1) = \(digits(inThousandths(burst / (burst + 1)))), "
                + "since a packet arrives between any two bursts; \"loss_burst\" would have to be "
                + "\(digits((loss / (1 - loss)).rounded(.up))) or more"
        }
    }

    private func inThousandths(_ share: Double) -> Double {
        (1_000 * share).rounded(.down) / 1_000
    }
}
