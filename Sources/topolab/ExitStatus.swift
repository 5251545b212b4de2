/// What the program says to the shell that started it.
enum ExitStatus: Int32 {
    /// Done, and every trial is valid.
    case done = 0
    /// Done, but a trial is invalid.
    case invalid = 1
    /// The command or the file is wrong.
    case wrong = 2
    /// This host cannot run it.
    case host = 3
    /// A trial failed.
    case failed = 4
    /// Interrupted; finished trials are complete in the CSV.
    case interrupted = 130
}

/// Why a verb ended early, as the person at the terminal is told.
struct Failure: Error {
    var status: ExitStatus
    var message: String

    static func wrong(_ message: String) -> Failure { Failure(status: .wrong, message: message) }
}
