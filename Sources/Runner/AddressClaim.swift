import CLinux
import Core
import Glibc
package import Transport

/// A block of loopback addresses that this run owns for as long as this value lives.
///
/// The runner listens on the block's first address; whoever finds it taken tries the next block, so
/// that runs live side by side on one host.
package struct AddressClaim: ~Copyable {
    package let addresses: AddressBlock
    private let listener: Descriptor

    /// - Throws: `HostError.portTaken` when no block has the port free.
    package init(port: UInt16) throws(HostError) {
        let first = SplitMix64(state: UInt64(getpid())).mixed % 254
        if let holder = PortHolder.wildcard(port: port) {
            throw .portTaken(port: port, by: holder)
        }
        for attempt in 0..<254 {
            let block = UInt8(1 + (first + UInt64(attempt)) % 254)
            let addresses = AddressBlock.loopback(block, port: port)
            do throws(SystemError) {
                listener = try Self.listen(addresses.claim)
                self.addresses = addresses
                return
            } catch {
                guard error.code == EADDRINUSE else { throw .system(error) }
            }
        }
        throw .portTaken(port: port, by: nil)
    }

    private static func listen(_ endpoint: Endpoint) throws(SystemError) -> Descriptor {
        let socket = try Descriptor(adopting: cl_socket_tcp(), from: "socket")
        _ = try SystemError.check(
            cl_socket_set(socket.raw, CL_REUSE_ADDRESS, 1), "set SO_REUSEADDR")
        _ = try SystemError.check(
            cl_bind(socket.raw, endpoint.address, endpoint.port), "bind \(endpoint)")
        _ = try SystemError.check(cl_listen(socket.raw, 1), "listen on \(endpoint)")
        return socket
    }
}

/// What the host lacks for any trial at all.
package enum HostError: Error, Equatable, Sendable {
    /// Every block's port is held; `by` names a listener on all addresses if there is one.
    case portTaken(port: UInt16, by: String?)
    case tooFewDescriptors(needed: Int, hardLimit: Int)
    /// A program of nodes or of the switch is missing.
    case noExecutable(path: String)
    /// It is there, and this user may not run it.
    case notExecutable(path: String)
    /// /proc cannot be read, which tells processes, memory and limits.
    case noProc
    /// Samples would take more than half of what is there.
    case tooLittleMemory(neededBytes: Int, limitBytes: Int, largestRecords: Int)
    case system(SystemError)

    package var message: String {
        switch self {
        case .portTaken(let port, let holder?):
            "port \(port) is held on all addresses by \(holder): stop it, or set another "
                + "network.port (--set network.port=\(port == 7400 ? 7401 : 7400))"
        case .portTaken(let port, nil):
            "port \(port) is held in every block 127.1.0.0/16 to 127.254.0.0/16: set another "
                + "network.port (--set network.port=\(port == 7400 ? 7401 : 7400))"
        case .tooFewDescriptors(let needed, let hardLimit):
            "this trial needs \(needed) open files in one process and the hard limit is "
                + "\(hardLimit): raise it (ulimit -Hn \(needed) as root, or LimitNOFILE= in a "
                + "service), or take fewer participants"
        case .noExecutable(let path):
            "the \(Self.program(path)) program \"\(path)\" is not there: build it with "
                + "`swift build -c release --product topolab-\(Self.program(path))`"
        case .notExecutable(let path):
            "the \(Self.program(path)) program \"\(path)\" is there, but this user may not execute "
                + "it: allow it (chmod +x), or build it again with "
                + "`swift build -c release --product topolab-\(Self.program(path))`"
        case .noProc:
            "/proc cannot be read, and with it neither processes nor their memory: mount it "
                + "(mount -t proc proc /proc)"
        case .tooLittleMemory(let needed, let limit, let records):
            "the samples of a trial and their evaluation would take \(Self.gigabytes(needed)) GB, "
                + "and half of the memory available here is \(Self.gigabytes(limit)) GB, enough for about "
                + "\(records / 1_000_000) million operations: shorten measure_s, or lower the rate"
        case .system(let error): error.message
        }
    }

    /// What the program at a path runs: a node or the switch.
    private static func program(_ path: String) -> String {
        path.hasSuffix("-switch") ? "switch" : "node"
    }

    /// With one decimal.
    private static func gigabytes(_ bytes: Int) -> String {
        let tenths = (bytes + 50_000_000) / 100_000_000
        return "\(tenths / 10).\(tenths % 10)"
    }
}
