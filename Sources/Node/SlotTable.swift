/// Plain values under small numbers that are used again: a table that stops allocating once it is warm.
struct SlotTable<Element> {
    private struct Slot {
        /// Out of date in a free slot.
        var element: Element
        /// Of a free slot, which one was freed before it; of the first, `none`.
        var nextFree: UInt32
    }

    private var slots: [Slot] = []
    /// The slot freed last, the next to be used.
    private var firstFree = Self.none
    private(set) var count = 0

    private static var none: UInt32 { .max }
    /// Stands in a slot that is not free.
    private static var taken: UInt32 { .max - 1 }

    // Inlined like `remove`, so that an element is made where it is to lie.
    @inline(__always)
    mutating func insert(_ element: Element) -> UInt32 {
        count += 1
        let slot = firstFree
        guard slot != Self.none else {
            slots.append(Slot(element: element, nextFree: Self.taken))
            return UInt32(slots.count - 1)
        }
        firstFree = slots[Int(slot)].nextFree
        slots[Int(slot)] = Slot(element: element, nextFree: Self.taken)
        return slot
    }

    /// The value under a number, nil where there is none; only what is there can be changed.
    subscript(slot: UInt32) -> Element? {
        get { isTaken(slot) ? slots[Int(slot)].element : nil }
        // Copies a value to change it: cheaper than `_modify`, which asks for heap memory each time.
        set {
            guard let newValue, isTaken(slot) else {
                preconditionFailure("slot \(slot) is not to be changed")
            }
            slots[Int(slot)].element = newValue
        }
    }

    /// Takes a value out; the number must be in use.
    @inline(__always)
    mutating func remove(_ slot: UInt32) -> Element {
        precondition(isTaken(slot), "slot \(slot) holds nothing")
        slots[Int(slot)].nextFree = firstFree
        firstFree = slot
        count -= 1
        return slots[Int(slot)].element
    }

    /// The numbers in use, in order.
    var inUse: [UInt32] { slots.indices.map { UInt32($0) }.filter(isTaken) }

    private func isTaken(_ slot: UInt32) -> Bool {
        slot < slots.count && slots[Int(slot)].nextFree == Self.taken
    }
}
