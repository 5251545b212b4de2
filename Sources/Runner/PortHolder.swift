import Glibc
import Measurement

/// Finds out who listens on a port on all addresses, from /proc.
enum PortHolder {
    /// "nginx (pid 812)", or "another process" when /proc does not say whose socket it is; nil when
    /// nobody listens there on all addresses.
    static func wildcard(port: UInt16) -> String? {
        let tables = [("/proc/net/tcp", "00000000"), ("/proc/net/tcp6", zeros(32))]
        for (table, anyAddress) in tables {
            guard let text = TextFile.read(table) else { continue }
            for line in text.split(separator: "\n").dropFirst() {
                let words = line.split(separator: " ", omittingEmptySubsequences: true)
                let isListening = words.count > 9 && words[3] == "0A"
                guard isListening, words[1] == "\(anyAddress):\(hexadecimal(port))" else {
                    continue
                }
                return owner(ofSocket: words[9]) ?? "another process"
            }
        }
        return nil
    }

    private static func owner(ofSocket inode: Substring) -> String? {
        for entry in TextFile.names(in: "/proc") {
            guard let pid = Int32(entry) else { continue }
            for descriptor in TextFile.names(in: "/proc/\(pid)/fd") {
                let link = TextFile.target(of: "/proc/\(pid)/fd/\(descriptor)")
                guard link == "socket:[\(inode)]" else { continue }
                let name = TextFile.read("/proc/\(pid)/comm")?.split(separator: "\n").first
                return "\(name ?? "a process") (pid \(pid))"
            }
        }
        return nil
    }

    private static func hexadecimal(_ port: UInt16) -> String {
        let digits = String(port, radix: 16, uppercase: true)
        return zeros(4 - digits.count) + digits
    }

    private static func zeros(_ count: Int) -> String { String(repeating: "0", count: count) }
}
