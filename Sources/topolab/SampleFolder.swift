import Core
import Glibc
import Measurement
import Report
import Runner

/// A result folder's binary samples: which file belongs to which node of which trial.
struct SampleFolder {
    struct File {
        var path: String
        var trial: Int
        var topology: String
        var node: String
    }

    /// By trial, then node order, then start.
    let files: [File]
    /// Each trial's node names in node order.
    private let names: [Int: [String]]

    init(_ folder: String) throws(Failure) {
        let results = try ReportMaker.read(folder)
        guard let handle = opendir(folder + "/samples") else {
            throw .wrong(
                "\"\(folder)/samples\" cannot be read as a folder: \(String(cString: strerror(errno))); "
                    + "copy the whole result folder, or run the experiment again")
        }
        closedir(handle)
        let present = TextFile.names(in: folder + "/samples")
        var files: [File] = []
        var names: [Int: [String]] = [:]
        for row in 0..<results.nodes.rowCount {
            guard let trial = Int(results.nodes[row, "trial"]) else { continue }
            let node = results.nodes[row, "node"]
            names[trial, default: []].append(node)
            // A start that was killed before it recorded anything has no file.
            let prefix = "trial-\(trial)-\(node)-start-"
            let starts = present.filter { $0.hasPrefix(prefix) }
                .compactMap { Int($0.dropFirst(prefix.count).prefix { $0 != "." }) }.sorted()
            for start in starts {
                let name = TrialPlan.sampleFileName(trial: trial, node: node, start: start)
                files.append(
                    File(
                        path: "\(folder)/\(name)", trial: trial,
                        topology: results.nodes[row, "topology"], node: node))
            }
            guard !starts.isEmpty else {
                throw .wrong(
                    "\"\(folder)\" lacks the samples of \(node) in trial \(trial): copy the whole "
                        + "folder, or run the experiment again")
            }
        }
        self.files = files
        self.names = names
    }

    func name(of node: Int, in file: File) -> String? {
        guard let all = names[file.trial], all.indices.contains(node) else { return nil }
        return all[node]
    }

    func read(_ file: File) throws(Failure) -> Recording {
        do throws(SampleFileError) {
            return try SampleFile.read(file.path)
        } catch {
            throw Failure(status: .wrong, message: error.description)
        }
    }
}
