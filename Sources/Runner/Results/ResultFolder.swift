import Core
import Glibc
package import Measurement

/// Why a result folder could not be made or written.
package enum ResultFolderError: Error, Equatable, Sendable {
    case exists(path: String)
    case cannotCreate(path: String, code: Int32)
    case file(FileFailure)

    package var message: String {
        switch self {
        case .exists(let path):
            "\"\(path)\" exists and is not empty: name another folder with --out, or remove it"
        case .cannotCreate(let path, let code):
            "cannot create the folder \"\(path)\": \(String(cString: strerror(code))); "
                + "name one that can be written with --out"
        case .file(let failure): failure.description
        }
    }
}

/// The folder a run writes: whole rows, appended trial by trial.
package final class ResultFolder {
    package let path: String
    private let writers: [ResultFile: CSVWriter]
    private let columns: [ResultFile: [String]]
    private var finishedTrials = 0

    /// The CSV files, by name without the ending.
    enum ResultFile: String, CaseIterable {
        case trials, timeline, latency, nodes, faults, placement, overlay, checks, messages
    }

    /// Makes the folder, its parents and its empty files; `factors` are the swept keys.
    ///
    /// - Throws: `ResultFolderError` when it exists with something in it or cannot be written.
    package init(
        creating path: String, traced: Bool, factors: [String] = []
    ) throws(ResultFolderError) {
        self.path = path
        try Self.create(path)
        do throws(ResultFolderError) {
            try Self.create(path + "/samples")
            writers = try Self.writers(in: path, traced: traced, factors: factors)
            try Self.write(DataDictionary.text(factors: factors), to: "\(path)/README.md")
        } catch {
            // Or another attempt would find a folder with something in it.
            _ = Self.remove(path)
            throw error
        }
        columns = Dictionary(
            uniqueKeysWithValues: ResultFile.allCases.map {
                ($0, DataDictionary.columns($0, factors: factors))
            })
    }

    private static func writers(
        in path: String, traced: Bool, factors: [String]
    ) throws(ResultFolderError) -> [ResultFile: CSVWriter] {
        var writers: [ResultFile: CSVWriter] = [:]
        for file in ResultFile.allCases where file != .messages || traced {
            do throws(FileFailure) {
                writers[file] = try CSVWriter(
                    creating: "\(path)/\(file.rawValue).csv",
                    columns: DataDictionary.columns(file, factors: factors))
            } catch {
                throw .file(error)
            }
        }
        return writers
    }

    /// Adds all rows of one finished trial.
    ///
    /// - Returns: The names of what makes the trial invalid; none where it is valid.
    package func add(
        _ outcome: Outcome, in context: RunContext
    ) throws(ResultFolderError) -> [String] {
        let trial = TrialRow(outcome, in: context)
        let marks = writers.mapValues(\.mark)
        do throws(ResultFolderError) {
            try add(trial, outcome)
        } catch {
            // A full disk must not leave half a trial behind.
            for (file, writer) in writers { writer.rollBack(to: marks[file] ?? 0) }
            throw error
        }
        finishedTrials += 1
        return trial.verdict.reasons
    }

    private func add(_ trial: TrialRow, _ outcome: Outcome) throws(ResultFolderError) {
        try add(TimelineRows(outcome).rows, to: .timeline)
        try add(LatencyRows(trial: outcome.trial, clocks: trial.clocks).rows, to: .latency)
        try add(NodeRows(outcome: outcome).rows, to: .nodes)
        try add(FaultRows(outcome: outcome).rows, to: .faults)
        try add(PlacementRows(trial: outcome.trial).rows, to: .placement)
        try add(OverlayRows(trial: outcome.trial).rows, to: .overlay)
        try add(trial.checks.all.map { $0.row(of: outcome.trial) }, to: .checks)
        try add(MessageRows(outcome: outcome).rows, to: .messages)
        // Last, so that a trial that stands there has all its other rows as well.
        try add([trial.row], to: .trials)
    }

    /// Removes the folder and all in it when no trial has finished.
    package func removeIfWithoutTrials() -> Bool {
        finishedTrials == 0 && Self.remove(path)
    }

    private static func remove(_ path: String) -> Bool {
        for name in TextFile.names(in: path + "/samples") { unlink("\(path)/samples/\(name)") }
        rmdir(path + "/samples")
        for name in TextFile.names(in: path) { unlink("\(path)/\(name)") }
        return rmdir(path) == 0
    }

    /// Writes a whole file of text, or leaves none.
    package func write(_ text: String, to name: String) throws(ResultFolderError) {
        try Self.write(text, to: "\(path)/\(name)")
    }

    /// Writes a whole file of text, or leaves the one that was there.
    package static func write(_ text: String, to whole: String) throws(ResultFolderError) {
        let partial = whole + ".partial"
        let bytes = Array(text.utf8)
        let descriptor = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Self.failure(whole, "open") }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0 {
                let failure = Self.failure(whole, "write")
                close(descriptor)
                unlink(partial)
                throw failure
            }
            written += count
        }
        close(descriptor)
        guard rename(partial, whole) == 0 else { throw Self.failure(whole, "rename") }
    }

    private func add(_ rows: [Row], to file: ResultFile) throws(ResultFolderError) {
        guard let writer = writers[file] else { return }
        do throws(FileFailure) {
            for row in rows {
                precondition(row.columns == columns[file], "\(row.columns) in \(file)")
                try writer.add(row.cells)
            }
            try writer.flush()
        } catch {
            throw .file(error)
        }
    }

    private static func failure(_ path: String, _ call: String) -> ResultFolderError {
        .file(FileFailure(path: path, call: call, code: errno))
    }

    private static func create(_ path: String) throws(ResultFolderError) {
        var made = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            made += "/" + part
            if mkdir(made, 0o755) != 0, errno != EEXIST {
                throw .cannotCreate(path: path, code: errno)
            }
        }
        guard TextFile.names(in: path).isEmpty else { throw .exists(path: path) }
    }
}
