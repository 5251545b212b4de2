/// A list that is filled and emptied over and over, in storage that it keeps; for plain values.
///
/// Emptying it is a single store, where an array's goes through the replacement of any part by any
/// other. What was in it stays in memory until it is overwritten.
@usableFromInline
package struct ReusedList<Element: Sendable>: RandomAccessCollection, Sendable {
    @usableFromInline var storage: [Element] = []
    @usableFromInline package var endIndex = 0

    @inlinable package init() {}

    @inlinable package var startIndex: Int { 0 }

    @inlinable package subscript(index: Int) -> Element {
        precondition(index < endIndex, "no element \(index)")
        return storage[index]
    }

    @inlinable package mutating func append(_ element: Element) {
        if endIndex < storage.count {
            storage[endIndex] = element
        } else {
            storage.append(element)
        }
        endIndex += 1
    }

    @inlinable package mutating func removeAll() { endIndex = 0 }
}
