import CLinux

/// What a descriptor is watched for.
package struct Interest: OptionSet, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// Bytes, a connection or the end of the stream can be taken.
    package static let readable = Interest(rawValue: UInt32(CL_READABLE))
    /// Bytes can be given, or a connection attempt has ended.
    package static let writable = Interest(rawValue: UInt32(CL_WRITABLE))
    /// The other side will send nothing more.
    package static let ended = Interest(rawValue: UInt32(CL_ENDED))
    /// Told of once instead of in every turn: whoever is told takes all there is, or has the kernel
    /// look again by `EventLoop.change`.
    ///
    /// Spares the kernel from looking, before each wait, whether what it told of is still there.
    package static let edgeTriggered = Interest(rawValue: CL_EDGE_TRIGGERED)
}

/// What is the case with a descriptor; failures are told whether asked for or not.
package struct Readiness: OptionSet, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    package static let readable = Readiness(rawValue: UInt32(CL_READABLE))
    package static let writable = Readiness(rawValue: UInt32(CL_WRITABLE))
    package static let failed = Readiness(rawValue: UInt32(CL_ERROR))
    package static let hungUp = Readiness(rawValue: UInt32(CL_HUNG_UP))
    package static let ended = Readiness(rawValue: UInt32(CL_ENDED))
}
