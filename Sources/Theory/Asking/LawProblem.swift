/// Why a law cannot be asked like this.
package enum LawProblem: Error, Sendable, Equatable {
    /// A word without `=`, or with nothing before it.
    case notAnAssignment(String)
    /// No way of asking has this parameter.
    case unknown(String, known: [String])
    case givenTwice(String)
    /// Two parameters of two different ways of asking.
    case notTogether(String, String)
    /// A value that is not written as the parameter is.
    case badValue(String, key: String, Parameter)
    /// A number outside the limits, which are those of the parameter's own unit.
    case outOfRange(String, key: String, Parameter)
    /// What must be given and is not, of the question that was meant.
    case missing([Parameter])
    /// The numbers together have no answer.
    case noAnswer(ModelError)
}
