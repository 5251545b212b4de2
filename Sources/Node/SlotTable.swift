/// Values under small numbers that are used again: a table that stops allocating once it is warm.
struct SlotTable<Element> {
    private enum Slot {
        case taken(Element)
        /// Which slot was freed before this one; `none` where that was the first.
        case free(next: UInt32)
    }

    private var slots: [Slot] = []
    /// The slot freed last, the next to be used.
    private var firstFree = Self.none
    private(set) var count = 0

    private static var none: UInt32 { .max }

    mutating func insert(_ element: Element) -> UInt32 {
        count += 1
        guard firstFree != Self.none else {
            slots.append(.taken(element))
            return UInt32(slots.count - 1)
        }
        guard case .free(let next) = slots[Int(firstFree)] else {
            preconditionFailure("slot \(firstFree) is taken")
        }
        let slot = firstFree
        firstFree = next
        slots[Int(slot)] = .taken(element)
        return slot
    }

    /// The value under a number, nil where there is none; only what is there can be changed.
    subscript(slot: UInt32) -> Element? {
        get {
            guard slot < slots.count, case .taken(let element) = slots[Int(slot)] else {
                return nil
            }
            return element
        }
        // Copies a value to change it: cheaper than `_modify`, which asks for heap memory each time.
        set {
            guard let newValue, case .taken = slots[Int(slot)] else {
                preconditionFailure("slot \(slot) is not to be changed")
            }
            slots[Int(slot)] = .taken(newValue)
        }
    }

    /// Takes a value out; the number must be in use.
    mutating func remove(_ slot: UInt32) -> Element {
        guard case .taken(let element) = slots[Int(slot)] else {
            preconditionFailure("slot \(slot) holds nothing")
        }
        slots[Int(slot)] = .free(next: firstFree)
        firstFree = slot
        count -= 1
        return element
    }

    /// The numbers in use, in order.
    var inUse: [UInt32] {
        slots.indices.filter { if case .taken = slots[$0] { true } else { false } }.map {
            UInt32($0)
        }
    }
}
