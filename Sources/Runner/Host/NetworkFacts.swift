/// The settings of a host's TCP and UDP, and of its loopback device.
package struct NetworkFacts: Equatable, Sendable {
    package var congestionControl: String?
    /// All that a connection may ask for.
    package var congestionControls: [String]
    /// Ports the system gives to connections that ask for none, as the kernel writes it.
    package var portRange: String?
    /// Ports it leaves out of those.
    package var reservedPorts: NumberRanges
    /// The most connections that may wait to be accepted at a listener.
    package var acceptQueue: Int64?
    package var loopbackMTU: Int64?
    /// The most bytes that any socket may ask to hold for who reads it.
    package var receiveBufferBytes: Int64?

    /// Reads them from /proc and /sys.
    package init(_ tree: HostTree) {
        congestionControl = tree.line("/proc/sys/net/ipv4/tcp_congestion_control")
        let available = tree.line("/proc/sys/net/ipv4/tcp_available_congestion_control") ?? ""
        congestionControls = available.split(separator: " ").map { String($0) }
        portRange = tree.line("/proc/sys/net/ipv4/ip_local_port_range")
        reservedPorts = NumberRanges(
            parsing: tree.line("/proc/sys/net/ipv4/ip_local_reserved_ports") ?? "")
        acceptQueue = tree.number("/proc/sys/net/core/somaxconn")
        receiveBufferBytes = tree.number("/proc/sys/net/core/rmem_max")
        loopbackMTU = tree.number("/sys/class/net/lo/mtu")
    }

    /// First and last of the ports the system gives away.
    package var ports: ClosedRange<Int>? {
        let ends = portRange?.split { $0 == " " || $0 == "\t" }.compactMap { Int($0) } ?? []
        guard ends.count == 2, ends[0] <= ends[1] else { return nil }
        return ends[0]...ends[1]
    }

    /// Whether the system may give this port to a connection before a node listens on it.
    package func givesAway(port: Int) -> Bool {
        (ports?.contains(port) ?? false) && !reservedPorts.contains(port)
    }
}
