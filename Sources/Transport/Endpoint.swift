/// An IPv4 address and a port.
package struct Endpoint: Hashable, Sendable, CustomStringConvertible {
    /// In host order: 0x7F000001 is 127.0.0.1.
    package var address: UInt32
    package var port: UInt16

    package init(address: UInt32, port: UInt16) {
        self.address = address
        self.port = port
    }

    /// As people write it, such as `127.3.0.1:7400`.
    package var description: String {
        let bytes = [24, 16, 8, 0].map { String(address >> UInt32($0) & 0xFF) }
        return bytes.joined(separator: ".") + ":\(port)"
    }
}
