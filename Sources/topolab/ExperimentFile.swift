import Experiment
import Glibc
import Measurement
import Runner
import Topology

/// Experiment files: by path, or by name among those that are shipped.
struct ExperimentFile {
    /// As the person wrote it, or where it was found.
    let path: String
    let bytes: [UInt8]

    private static let maximumBytes = 4 << 20
    /// Some three million lines; a longer trace is cut to the load that is replayed.
    private static let maximumTraceBytes = 128 << 20

    /// Finds and reads an experiment.
    ///
    /// - Throws: `Failure` naming the file, and the nearest shipped name.
    init(_ given: String) throws(Failure) {
        var candidates = [given]
        if let folder = Self.shippedFolder { candidates.append("\(folder)/\(given).toml") }
        for path in candidates {
            do throws(UnreadableFile) {
                bytes = try WholeFile.bytes(of: path, upTo: Self.maximumBytes, orPipe: true)
                self.path = path
                return
            } catch  where !error.isMissing {
                throw .wrong("\"\(path)\" cannot be read as an experiment: \(error.reason)")
            } catch {
                continue
            }
        }
        guard Self.shippedFolder != nil || given.contains("/") || given.contains(".") else {
            throw Self.notShipped
        }
        let near = nearestName(to: given, among: Self.shipped.map(\.name))
        throw .wrong(
            "no experiment \"\(given)\": there is neither such a file nor a shipped experiment of "
                + "that name" + (near.map { "; did you mean \"\($0)\"?" } ?? "")
                + "\n  topolab list shows what is shipped")
    }

    /// Reads the experiment, with every problem found in one message.
    func experiment(
        _ overrides: [Override], in program: Program
    ) throws(Failure) -> Experiment {
        let surroundings = Surroundings(
            topologies: program.topologies, faults: program.faults,
            columns: DataDictionary.trialNumbers
        ) { path in
            Result { () throws(UnreadableFile) in
                try WholeFile.bytes(of: path, upTo: Self.maximumTraceBytes)
            }
        }
        do throws(ExperimentError) {
            return try Experiment(
                parsing: bytes, file: path, overrides: overrides, in: surroundings)
        } catch {
            throw .wrong(error.text)
        }
    }

    /// A program that was copied away from its experiments.
    static let notShipped = Failure(
        status: .host,
        message: "the folder Experiments is neither here nor beside the program's sources: run it "
            + "where that folder is, or name an experiment file")

    /// The shipped experiments: name and path, in order of name.
    static var shipped: [(name: String, path: String)] {
        guard let folder = shippedFolder else { return [] }
        return TextFile.names(in: folder).filter { $0.hasSuffix(".toml") }
            .map { (String($0.dropLast(".toml".count)), "\(folder)/\($0)") }
    }

    /// `Experiments` in this folder, or beside the sources this program was built from.
    private static var shippedFolder: String? {
        if isFolder("Experiments") { return "Experiments" }
        var path = (TextFile.target(of: "/proc/self/exe") ?? "").split(separator: "/")
        while !path.isEmpty {
            path.removeLast()
            let folder = "/" + (path + ["Experiments"]).joined(separator: "/")
            if isFolder(folder) { return folder }
        }
        return nil
    }

    private static func isFolder(_ path: String) -> Bool {
        access(path + "/quickstart.toml", R_OK) == 0
    }
}
