import CLinux
import Core
import Glibc

/// A listening TCP socket, and a descriptor kept back for the day there are none left.
///
/// A process out of descriptors cannot accept, and so cannot even turn a connection away: the
/// listening socket would stay readable and the loop would spin. Giving up the spare descriptor
/// makes room to accept the connection and close it.
final class Listener: EventHandler {
    /// How many connections one turn accepts at most; the others wait for the next.
    private static let acceptsPerTurn = 64
    private static let backlog: Int32 = 4096

    /// Where it listens, with the port the system chose if none was asked for.
    let endpoint: Endpoint
    /// Connections closed unheard because the process had no descriptor left.
    private(set) var droppedCount = 0

    /// Who takes over what is accepted.
    var accepted: (consuming Descriptor) -> Void = { $0.close() }

    private let loop: EventLoop
    private var socket: Descriptor?
    private let fd: Int32
    private var spare: Descriptor?

    /// - Throws: `SystemError` of `socket`, `setsockopt`, `bind`, `listen` or `epoll_ctl`.
    init(
        loop: EventLoop, endpoint: Endpoint, congestion: CongestionControl
    ) throws(SystemError) {
        let socket = try Descriptor.tcpSocket(congestion: congestion)
        // Lets a restarted node have its port back at once.
        try SystemError.check(cl_socket_set(socket.raw, CL_REUSE_ADDRESS, 1), "setsockopt")
        try SystemError.check(cl_bind(socket.raw, endpoint.address, endpoint.port), "bind")
        try SystemError.check(cl_listen(socket.raw, Self.backlog), "listen")
        self.endpoint = try socket.localEndpoint()
        self.loop = loop
        fd = socket.raw
        self.socket = consume socket
        spare = Self.openSpare()
        try loop.watch(fd, for: .readable, self)
    }

    /// Accepts nothing more; connections not yet accepted are reset.
    func close() {
        loop.forget(fd)
        socket = nil
        spare = nil
    }

    func ready(_ events: Readiness) {
        for _ in 0..<Self.acceptsPerTurn where socket != nil {
            let result = cl_accept(fd)
            switch -result {
            case EMFILE, ENFILE:
                guard dropOne() else { return }
            case ECONNABORTED:
                continue
            case 1...:
                return
            default:
                accepted(Descriptor(adopting: result))
            }
        }
    }

    /// Turns one waiting connection away; false where there is none, or no descriptor even for that.
    private func dropOne() -> Bool {
        spare = nil
        let result = cl_accept(fd)
        if result >= 0 {
            Descriptor(adopting: result).close()
            droppedCount += 1
        }
        spare = Self.openSpare()
        return result >= 0
    }

    private static func openSpare() -> Descriptor? {
        let result = open("/dev/null", O_RDONLY | O_CLOEXEC)
        return result < 0 ? nil : Descriptor(adopting: result)
    }
}
