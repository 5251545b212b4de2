import Core
import Glibc
import Measurement
import Report
import Runner

/// Makes tables and report from a result folder's files alone.
struct ReportMaker {
    private let folder: String
    private let results: ResultTables
    private let facts: RunFacts

    init(_ folder: String) throws(Failure) {
        self.folder = folder
        results = try Self.read(folder)
        facts = try RunFile.facts(in: folder)
    }

    static func read(_ folder: String) throws(Failure) -> ResultTables {
        do throws(ReportError) {
            return try ResultTables(reading: folder)
        } catch {
            throw .wrong(error.message)
        }
    }

    /// Whether everything holds that the experiment expects.
    var areExpectationsMet: Bool { facts.areExpectationsMet(in: results) }

    var hasTrials: Bool { results.trials.rowCount > 0 }

    var table: String {
        TerminalReport.text(
            results, facts: facts, width: Console.width, color: Console.wantsColor)
    }

    func writeHTML() throws(Failure) {
        do throws(ResultFolderError) {
            try ResultFolder.write(
                HTMLReport.html(results, facts: facts), to: "\(folder)/report.html")
        } catch {
            throw Failure(status: .host, message: error.message)
        }
    }

    /// The trials' rows as objects; a cell that is empty is null.
    var json: JSON {
        let trials = results.trials
        return .object([
            .init("folder", .string(folder)),
            .init(
                "trials",
                .array(
                    (0..<trials.rowCount).map { row in
                        .object(trials.columns.map { .init($0, Self.cell(trials[row, $0])) })
                    })),
        ])
    }

    private static func cell(_ text: String) -> JSON {
        switch text {
        case "": .null
        case "true": .boolean(true)
        case "false": .boolean(false)
        default:
            Int64(text).map { .integer($0) } ?? Double(text).map { .number($0) } ?? .string(text)
        }
    }
}
