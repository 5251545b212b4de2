import Core
import Measurement
import Report
import Runner

/// `topolab samples`: every recorded operation as CSV.
enum SamplesVerb: Verb {
    static let name = "samples"
    static let synopsis = "DIR [--deliveries]"
    static let summary = "every recorded operation of a result folder as CSV on standard output"
    static let details = """
        DIR is a result folder.
          --deliveries         a row per receiver of what many receive (none in request workloads)

        Columns, in order:
        \(DataDictionary.sampleHelp)

        done_ns is when an operation really ended; the percentiles of trials.csv and latency.csv count
        a failed one as no less than timeout_ms (experiment.workload.timeout_ms in run.json).
        """

    static func run(
        _ arguments: inout Arguments, in program: Program
    ) throws(Failure) -> ExitStatus {
        let wantsDeliveries = arguments.flag("--deliveries")
        let folder = try arguments.operand("DIR")
        try arguments.finish()
        let samples = try SampleFolder(folder)
        let columns =
            wantsDeliveries ? DataDictionary.deliveryColumns : DataDictionary.sampleColumns
        let writer = try host { () throws(FileFailure) in
            try CSVWriter(toStandardOutput: columns)
        }
        for file in samples.files {
            let recording = try samples.read(file)
            let rows =
                wantsDeliveries
                ? recording.deliveries.map { row($0, file, samples) }
                : recording.samples.map { row($0, file, samples) }
            try host { () throws(FileFailure) in
                for row in rows { try writer.add(row) }
                try writer.flush()
            }
        }
        return .done
    }

    private static func host<Value>(
        _ body: () throws(FileFailure) -> Value
    ) throws(Failure) -> Value {
        do throws(FileFailure) {
            return try body()
        } catch {
            throw Failure(status: .host, message: error.description)
        }
    }

    private static func row(
        _ sample: OperationSample, _ file: SampleFolder.File, _ folder: SampleFolder
    ) -> [CSVCell] {
        let server = sample.servedBy < 0 ? nil : folder.name(of: Int(sample.servedBy), in: file)
        return [
            .integer(file.trial), .text(file.topology), .text(file.node),
            .integer(Int(sample.sequence)), .text(sample.phase.name), .text(sample.kind.name),
            .integer(Int(sample.key)), .integer(Int(sample.intendedNanoseconds)),
            .integer(Int(sample.sentNanoseconds)), .integer(Int(sample.doneNanoseconds)),
            .text(sample.status.name), .integer(Int(sample.bytesOut)),
            .integer(Int(sample.bytesIn)), .integer(Int(sample.hops)),
            .integer(Int(sample.attempts)), .text(server),
        ]
    }

    private static func row(
        _ delivery: DeliverySample, _ file: SampleFolder.File, _ folder: SampleFolder
    ) -> [CSVCell] {
        [
            .integer(file.trial), .text(file.topology), .integer(Int(delivery.participant)),
            .integer(Int(delivery.sequence)),
            .text(folder.name(of: Int(delivery.receiver), in: file)),
            .integer(Int(delivery.receivedNanoseconds)), .integer(Int(delivery.copies)),
            .integer(Int(delivery.hops)),
        ]
    }
}
