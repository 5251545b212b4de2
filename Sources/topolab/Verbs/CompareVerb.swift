import Core
import Report

/// `topolab compare`: two result folders, cell by cell.
enum CompareVerb: Verb {
    static let name = "compare"
    static let synopsis = "DIR DIR [--json]"
    static let summary = "two result folders, cell by cell, with intervals of the difference"
    static let details = """
        Which settings differ, and each topology at each sweep point that both folders have: medians,
        and the ratio of geometric means, the second folder's to the first's, with its 95 % interval.
        Repetitions are paired where seeds and plan hashes agree; else Welch's t compares the means.
        Exit status 1 if the folders have no topology and sweep point in common.
          --json               the comparison as JSON on standard output, and nothing else
        """

    static func run(
        _ arguments: inout Arguments, in program: Program
    ) throws(Failure) -> ExitStatus {
        let wantsJSON = arguments.flag("--json")
        let folders = (
            try arguments.operand("the first DIR"), try arguments.operand("the second DIR")
        )
        try arguments.finish()
        let comparison = FolderComparison(try side(folders.0), try side(folders.1))
        try Console.print(wantsJSON ? comparison.json.text : comparison.text(width: 80))
        return comparison.hasCells ? .done : .invalid
    }

    private static func side(_ folder: String) throws(Failure) -> FolderComparison.Side {
        let results = try ReportMaker.read(folder)
        return FolderComparison.Side(
            folder: folder, results: results, settings: try RunFile.settings(in: folder),
            unfinished: Unfinished.text(try RunFile.facts(in: folder), results))
    }
}
