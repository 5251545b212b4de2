import CLinux
import Core
import Transport

/// The frames that come from the nodes, in memory shared with the kernel.
final class PacketRing {
    private var ring = cl_ring()

    /// 16,384 frames: 50 ms at 300,000 packets a second.
    private static let slots: UInt32 = 16_384

    init() throws(SandboxError) {
        let code = cl_ring_open(&ring, Self.slots)
        guard code >= 0 else { throw .noFrames(SystemError("packet socket", code: -code)) }
    }

    deinit {
        cl_ring_close(&ring)
    }

    var descriptor: Int32 { ring.fd }

    /// Hands the oldest frame to `take`, with the hub's interface it came in on and when, and gives
    /// its room back; false when there is none.
    func takeFirst(
        _ take: (_ frame: UnsafeRawBufferPointer, _ interface: Int32, _ at: Instant) -> Void
    ) -> Bool {
        var length: UInt32 = 0
        var interface: Int32 = 0
        var at: Int64 = 0
        guard let bytes = cl_ring_first(&ring, &length, &interface, &at) else { return false }
        take(
            UnsafeRawBufferPointer(start: bytes, count: Int(length)), interface,
            Instant(nanoseconds: at))
        cl_ring_release(&ring)
        return true
    }

    /// Looks up what turns the kernel's wall-clock stamps into instants.
    func readClocks() { cl_ring_read_clocks(&ring) }

    /// How far the wall clock is ahead of instants.
    var wallAhead: Nanoseconds { ring.wall_ns }

    /// Frames the kernel had no room for since it was last asked.
    func takeDropped() -> UInt64 { UInt64(max(0, cl_ring_dropped(&ring))) }
}
