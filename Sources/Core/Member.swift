/// One node of an arm: its name and what it does there.
package struct Member: Hashable, Sendable {
    /// Unique within the arm, such as `server-0`, `client-3`, `peer-7`.
    package var name: String
    /// What the name stands for: `server`, `client`, `peer`.
    package var role: String
    /// Whether others' requests may be sent to it.
    package var isProvider: Bool
    /// Which participant issues operations here, counted from 0; nil where none does.
    package var participant: Int?

    package init(role: String, number: Int, isProvider: Bool, participant: Int?) {
        name = "\(role)-\(number)"
        self.role = role
        self.isProvider = isProvider
        self.participant = participant
    }
}
