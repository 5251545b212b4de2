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

    /// A failed operation counts at least `timeoutNanoseconds`, so that failing fast does not look
    /// fast.
    init(_ operations: [OperationSample], timeoutNanoseconds: Nanoseconds) {
        var response: [Nanoseconds] = []
        var responseOK: [Nanoseconds] = []
        var service: [Nanoseconds] = []
        var lag: [Nanoseconds] = []
        for operation in operations where operation.status != .nodeDown {
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
        self.response = Distribution(response)
        self.responseOK = Distribution(responseOK)
        self.service = Distribution(service)
        self.lag = Distribution(lag)
    }

    var named: [(name: String, distribution: Distribution)] {
        [("response", response), ("response_ok", responseOK), ("service", service), ("lag", lag)]
    }
}
