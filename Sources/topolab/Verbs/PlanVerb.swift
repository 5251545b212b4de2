import Core
import Experiment
import Measurement
import Runner
import Workload

/// `topolab plan`: the operations every topology will be given.
enum PlanVerb: Verb {
    static let name = "plan"
    static let synopsis = "FILE [--set PATH=VALUE]... [--repetition R] [--csv]"
    static let summary = "the operations every topology gets, and their hash"
    static let details = """
        \(HelpText.experimentOptions)
          --repetition R       the plan of repetition R; default 1
          --csv                every operation as a row on standard output; a closed loop's first
                               10,000 of each participant
        """

    private static let columns = [
        "participant", "sequence", "intended_ns", "phase", "operation", "key", "bytes",
        "service_ns", "think_ns",
    ]
    private static let closedLoopRows = 10_000

    static func run(
        _ arguments: inout Arguments, in program: Program
    ) throws(Failure) -> ExitStatus {
        let overrides = try arguments.overrides()
        let wantsCSV = arguments.flag("--csv")
        let repetition = try arguments.value("--repetition")
        let given = try arguments.operand("FILE")
        let file = try ExperimentFile(given)
        try arguments.finish()
        let specification = try file.experiment(overrides, in: program).first
        let number = try repetition.map { text throws(Failure) in
            try program.repetition(text)
        }
        let plan = specification.operationPlan(repetition: number ?? 1)
        if wantsCSV {
            try writeCSV(plan)
        } else {
            try Console.print(summary(of: plan, given))
        }
        return .done
    }

    private static func summary(of plan: OperationPlan, _ file: String) -> String {
        var text = "plan_hash  \(plan.hash)  (seed \(plan.seed), repetition \(plan.repetition))\n"
        for participant in 0..<min(plan.participants, 4) {
            var stream = plan.stream(participant: participant)
            let first = (0..<3).compactMap { _ in stream.next() }.map(describe)
            text += "participant \(participant): \(first.joined(separator: ", ")), ...\n"
        }
        return text + "every operation: topolab plan \(file) --csv"
    }

    private static func describe(_ operation: Operation) -> String {
        "\(operation.kind.name) \(operation.key) at \(operation.intendedNanoseconds) ns"
    }

    private static func writeCSV(_ plan: OperationPlan) throws(Failure) {
        do throws(FileFailure) {
            let writer = try CSVWriter(toStandardOutput: columns)
            let isOpen = plan.workload.isOpen
            for participant in 0..<plan.participants {
                var stream = plan.stream(participant: participant)
                var written = 0
                while isOpen || written < closedLoopRows, let operation = stream.next() {
                    written += 1
                    try writer.add(row(operation, participant: participant, isOpen: isOpen))
                }
            }
            try writer.flush()
        } catch {
            throw Failure(status: .host, message: error.description)
        }
    }

    private static func row(
        _ operation: Operation, participant: Int, isOpen: Bool
    ) -> [CSVCell] {
        [
            .integer(participant), .integer(Int(operation.sequence)),
            isOpen ? .integer(Int(operation.intendedNanoseconds)) : .empty,
            isOpen ? .text(operation.phase.name) : .empty, .text(operation.kind.name),
            .integer(Int(operation.key)), .integer(Int(operation.valueBytes)),
            .integer(Int(operation.serviceNanoseconds)), .integer(Int(operation.thinkNanoseconds)),
        ]
    }
}
