/// Values under small numbers that are used again: a table that stops allocating once it is warm.
struct SlotTable<Element> {
    private var slots: [Element?] = []
    private var free: [UInt32] = []

    var count: Int { slots.count - free.count }

    mutating func insert(_ element: Element) -> UInt32 {
        if let slot = free.popLast() {
            slots[Int(slot)] = element
            return slot
        }
        slots.append(element)
        return UInt32(slots.count - 1)
    }

    /// The value under a number, nil where there is none; writing nil is what `remove` is for.
    subscript(slot: UInt32) -> Element? {
        get { slot < slots.count ? slots[Int(slot)] : nil }
        // Copies a value to change it: cheaper than `_modify`, which asks for heap memory each time.
        set { slots[Int(slot)] = newValue }
    }

    /// Takes a value out; the number must be in use.
    mutating func remove(_ slot: UInt32) -> Element {
        guard let element = slots[Int(slot)].take() else {
            preconditionFailure("slot \(slot) holds nothing")
        }
        free.append(slot)
        return element
    }

    /// The numbers in use, in order.
    var inUse: [UInt32] {
        slots.indices.filter { slots[$0] != nil }.map { UInt32($0) }
    }
}
