/// Things by a key, the keys in order of first appearance.
package struct Grouping<Key: Hashable, Member> {
    /// One per key, in order of first appearance; the members in the order they were added.
    package private(set) var groups: [(key: Key, members: [Member])] = []
    private var positions: [Key: Int] = [:]

    /// Without any group.
    package init() {}

    /// Adds a member to the group of its key.
    package mutating func add(_ member: Member, to key: Key) {
        if let position = positions[key] {
            groups[position].members.append(member)
        } else {
            positions[key] = groups.count
            groups.append((key, [member]))
        }
    }

    /// Where a key's group stands among `groups`, nil if there is none.
    package func position(of key: Key) -> Int? { positions[key] }

    /// What was added under a key, nothing if there is no such group.
    package func members(of key: Key) -> [Member] {
        positions[key].map { groups[$0].members } ?? []
    }
}
