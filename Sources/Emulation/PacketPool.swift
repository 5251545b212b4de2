/// Room for packets on their way, lent and given back; grows by pieces that never move.
struct PacketPool: ~Copyable {
    typealias Slot = UInt32

    static let slotBytes = 2_048
    private static let slotsPerPiece = 1_024
    /// 1 GiB on the way at once is more than any network here holds.
    private static let mostPieces = 512

    private var pieces: [UnsafeMutableRawPointer] = []
    private var free: [Slot] = []

    deinit {
        for piece in pieces { piece.deallocate() }
    }

    /// A slot of `slotBytes`, or nil when everything is lent.
    mutating func take() -> Slot? {
        if free.isEmpty {
            guard pieces.count < Self.mostPieces else { return nil }
            let first = Slot(pieces.count * Self.slotsPerPiece)
            pieces.append(
                .allocate(byteCount: Self.slotsPerPiece * Self.slotBytes, alignment: 64))
            free.append(contentsOf: (first..<first + Slot(Self.slotsPerPiece)).reversed())
        }
        return free.removeLast()
    }

    mutating func giveBack(_ slot: Slot) {
        free.append(slot)
    }

    func bytes(of slot: Slot) -> UnsafeMutableRawPointer {
        pieces[Int(slot) / Self.slotsPerPiece]
            + Int(slot) % Self.slotsPerPiece * Self.slotBytes
    }

    /// Slots there are by now.
    var capacity: Int { pieces.count * Self.slotsPerPiece }
}
