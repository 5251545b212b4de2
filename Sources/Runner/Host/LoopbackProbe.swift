import CLinux
import Core
import Glibc
package import Transport

/// Whether nodes can run as processes that talk over 127.x addresses.
package enum LoopbackProbe {
    /// Why they cannot.
    package enum Problem: Equatable, Sendable {
        case host(HostError)
        /// An address of the loopback device cannot be listened on.
        case address(SystemError)
        /// A wait with a time limit in nanoseconds fails; ENOSYS before Linux 5.11.
        case wait(SystemError)
    }

    /// An address nobody asks for when only the usual one is set up.
    private static let address: UInt32 = 0x7FFE_FE02

    /// Tries what every trial needs; nil when all of it works.
    package static func run(
        port: UInt16, nodeExecutable: () throws(HostError) -> String
    ) -> Problem? {
        do throws(SystemError) {
            try EventLoop().turn(until: Instant(nanoseconds: 0))
        } catch {
            return .wait(error)
        }
        do throws(SystemError) {
            let socket = try Descriptor(adopting: cl_socket_tcp(), from: "socket")
            try SystemError.check(cl_bind(socket.raw, address, 0), "bind 127.254.254.2")
            try SystemError.check(cl_listen(socket.raw, 1), "listen on 127.254.254.2")
        } catch {
            return .address(error)
        }
        do throws(HostError) {
            _ = try nodeExecutable()
            _ = try AddressClaim(port: port)
        } catch {
            return .host(error)
        }
        return nil
    }
}

extension LoopbackProbe.Problem {
    /// What is wrong.
    var text: String {
        switch self {
        case .host(.portTaken(let port, let holder?)): "port \(port) is held by \(holder)"
        case .host(.portTaken(let port, nil)): "port \(port) is held on all addresses"
        case .host(.noExecutable(let path)): "the node program \"\(path)\" is not there"
        case .host(.noProc): "/proc cannot be read"
        case .host(let error): error.message
        case .address(let error): error.message
        case .wait(let error): "\(error.message): nodes need Linux 5.11 or later"
        }
    }

    /// The command that mends it.
    var fix: String {
        switch self {
        case .host(.portTaken(let port, _)):
            "topolab run FILE --set network.port=\(port == 7400 ? 7401 : 7400)"
        case .host(.noExecutable): "swift build -c release --product topolab-node"
        case .host(.noProc): "sudo mount -t proc proc /proc"
        case .host: "sudo prlimit --pid $$ --nofile=65536"
        case .address: "sudo ip link set lo up"
        case .wait: "topolab run FILE --tier simulated, or a newer kernel"
        }
    }
}
