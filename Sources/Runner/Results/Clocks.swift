import Core
import Measurement

/// The distributions reported for a set of operations, one per clock.
struct Clocks {
    /// Done minus intended, over all operations but node_down.
    let response: Distribution
    /// Done minus intended, over ok alone.
    let responseOK: Distribution
    /// Done minus sent, over operations that were sent.
    let service: Distribution
    /// Sent minus intended, over operations that were issued.
    let lag: Distribution
    /// The clocks whose values say nothing of the next one's: only of these is an interval within the
    /// run to be had.
    let independent: Set<String>

    /// A failed operation counts at least `timeoutNanoseconds`, so that failing fast does not look
    /// fast.
    init(_ operations: [OperationSample], timeoutNanoseconds: Nanoseconds) {
        var lengths = Lengths()
        let inTime = operations.filter { $0.status != .nodeDown }
            .sorted { $0.intendedNanoseconds < $1.intendedNanoseconds }
        for operation in inTime { lengths.add(operation, timeoutNanoseconds) }
        independent = lengths.independent
        response = Distribution(lengths.response)
        responseOK = Distribution(lengths.responseOK)
        service = Distribution(lengths.service)
        lag = Distribution(lengths.lag)
    }

    var named: [(name: String, distribution: Distribution)] {
        [("response", response), ("response_ok", responseOK), ("service", service), ("lag", lag)]
    }
}

/// The lengths of each clock, in the order of intended times.
private struct Lengths {
    var response: [Nanoseconds] = []
    var responseOK: [Nanoseconds] = []
    var service: [Nanoseconds] = []
    var lag: [Nanoseconds] = []

    mutating func add(_ operation: OperationSample, _ timeoutNanoseconds: Nanoseconds) {
        let taken = operation.doneNanoseconds - operation.intendedNanoseconds
        if operation.status == .ok {
            response.append(taken)
            responseOK.append(taken)
        } else {
            response.append(max(taken, timeoutNanoseconds))
        }
        if operation.attempts > 0 {
            service.append(operation.doneNanoseconds - operation.sentNanoseconds)
        }
        if operation.wasIssued {
            lag.append(operation.sentNanoseconds - operation.intendedNanoseconds)
        }
    }

    var independent: Set<String> {
        let series = [
            ("response", response), ("response_ok", responseOK), ("service", service),
            ("lag", lag),
        ]
        return Set(
            series.filter { Dependence($0.1).map { !$0.isDependent } ?? false }.map(\.0))
    }
}
