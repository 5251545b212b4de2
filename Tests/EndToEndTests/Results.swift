import Foundation
import Measurement
import Testing

/// A result folder as a test reads it.
struct Results {
    let folder: String

    func table(_ name: String) throws -> CSVTable {
        let path = "\(folder)/\(name).csv"
        return try CSVTable(
            parsing: String(contentsOfFile: path, encoding: .utf8), file: path)
    }

    /// Asserts what must hold of every row of every run.
    func expectWhole(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let trials = try table("trials")
        let statuses = [
            "ok", "refused", "reset", "timeout", "error", "unsent", "unfinished", "node_down",
        ]
        for row in 0..<trials.rowCount {
            let sum = statuses.reduce(0) { $0 + (Int(trials[row, $1]) ?? -1) }
            #expect(sum == Int(trials[row, "planned"]), sourceLocation: sourceLocation)
        }
        for name in ["timeline", "latency", "nodes", "faults", "placement"] {
            let known = Set((0..<trials.rowCount).map { trials[$0, "trial"] })
            let table = try table(name)
            for row in 0..<table.rowCount {
                #expect(known.contains(table[row, "trial"]), sourceLocation: sourceLocation)
            }
        }
        for name in try FileManager.default.contentsOfDirectory(atPath: folder)
        where name.hasSuffix(".csv") {
            let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
            #expect(text.hasSuffix("\n"), "\(name) is torn", sourceLocation: sourceLocation)
        }
    }
}
