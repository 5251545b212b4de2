import Core

/// `topolab report`: tables and report once more, from a result folder.
enum ReportVerb: Verb {
    static let name = "report"
    static let synopsis = "DIR [--json]"
    static let summary = "rebuild the table and report.html from a result folder"
    static let details = """
        DIR is a result folder, such as Results/quickstart-20261121T120000Z.
          --json               the trials' rows as JSON on standard output
        """

    static func run(
        _ arguments: inout Arguments, in program: Program
    ) throws(Failure) -> ExitStatus {
        let wantsJSON = arguments.flag("--json")
        let folder = try arguments.operand("DIR")
        try arguments.finish()
        let maker = try ReportMaker(folder)
        guard maker.hasTrials else {
            throw .wrong("\"\(folder)\" holds no finished trial: run the experiment again")
        }
        try maker.writeHTML()
        if wantsJSON { try Console.print(maker.json.text) }
        Console.error(maker.table)
        Console.error("report   \(folder)/report.html")
        return .done
    }
}
