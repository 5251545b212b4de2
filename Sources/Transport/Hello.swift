import Core

/// The first bytes each side of a connection sends: who speaks, and to whom.
///
/// It keeps nodes of other runs, other versions and other programs out. Little-endian, unsigned.
///
/// | offset | bytes | field                                                     |
/// |-------:|------:|-----------------------------------------------------------|
/// |      0 |     8 | magic: "topolab" and a zero                               |
/// |      8 |     4 | version of hello and frames: 1                            |
/// |     12 |     4 | index of the node that speaks                             |
/// |     16 |     4 | index of the node it means to speak to                    |
/// |     20 |     4 | zero                                                      |
/// |     24 |     8 | run token: the same for all nodes of one trial only       |
struct Hello: Equatable {
    /// Bytes of every hello.
    static let byteCount = 32

    private static let magic: UInt64 = 0x0062_616C_6F70_6F74
    private static let version: UInt32 = 1

    var sender: NodeID
    var receiver: NodeID
    var runToken: UInt64

    init(sender: NodeID, receiver: NodeID, runToken: UInt64) {
        self.sender = sender
        self.receiver = receiver
        self.runToken = runToken
    }

    /// The hello in the first `byteCount` bytes; nil where they are no hello of this version.
    init?(_ bytes: UnsafeRawBufferPointer) {
        func number<Number: FixedWidthInteger & BitwiseCopyable>(at offset: Int) -> Number {
            Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Number.self))
        }
        guard bytes.count >= Self.byteCount,
            number(at: 0) == Self.magic, number(at: 8) == Self.version,
            number(at: 20) == UInt32(0)
        else { return nil }
        let sender: Int32 = number(at: 12)
        let receiver: Int32 = number(at: 16)
        self.sender = NodeID(Int(sender))
        self.receiver = NodeID(Int(receiver))
        runToken = number(at: 24)
    }

    /// Writes the hello at the start of `buffer`, which must hold `byteCount` bytes.
    func encode(into buffer: UnsafeMutableRawBufferPointer) {
        func store<Number: FixedWidthInteger & BitwiseCopyable>(_ number: Number, at offset: Int) {
            buffer.storeBytes(of: number.littleEndian, toByteOffset: offset, as: Number.self)
        }
        store(Self.magic, at: 0)
        store(Self.version, at: 8)
        store(sender.index, at: 12)
        store(receiver.index, at: 16)
        store(UInt32(0), at: 20)
        store(runToken, at: 24)
    }
}
