import Core
import Experiment
import Theory

/// `topolab theory`: what a closed form or a bound says.
enum TheoryVerb: Verb {
    static let name = "theory"
    static let synopsis = "[NAME [KEY=VALUE]...] [--json]"
    static let summary = "a closed form or bound; without a name: which there are"
    static let details = """
        topolab theory              lists the names and their parameters
        topolab theory mm1 utilisation=0.8
        topolab theory stall stall_s=2 utilisation=0.5
          --json               data only, on standard output

        Parameters in brackets may be left out. A time may be given in any unit by the
        end of its name: service_ns, service_us, service_ms, service_s.
        """

    static func run(
        _ arguments: inout Arguments, in program: Program
    ) throws(Failure) -> ExitStatus {
        let wantsJSON = arguments.flag("--json")
        var words = arguments.operands()
        try arguments.finish()
        guard !words.isEmpty else {
            try Console.print(
                wantsJSON ? JSON.array(Law.all.map(\.json)).text : TheoryTable.list(Law.all))
            return .done
        }
        let law = try law(named: words.removeFirst())
        let answer: Law.Answer
        do throws(LawProblem) {
            answer = try law.answer(to: words)
        } catch {
            throw .wrong(error.text(of: law))
        }
        try Console.print(wantsJSON ? answer.json(of: law).text : TheoryTable.text(answer, of: law))
        return .done
    }

    private static func law(named name: String) throws(Failure) -> Law {
        if let law = Law.all.first(where: { $0.name == name }) { return law }
        let names = Law.all.map(\.name)
        let near = nearestName(to: name, among: names).map { "did you mean \"\($0)\"? " } ?? ""
        throw .wrong(
            "no theory \"\(name)\": \(near)There are \(names.joined(separator: ", "))\n"
                + "  see topolab theory")
    }
}
