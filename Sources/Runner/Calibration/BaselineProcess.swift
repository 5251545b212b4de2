import CLinux
import Core
import Glibc
import NodeProcess
import Transport

/// One end of the exchange in bare C, as a process of its own: this program started again.
///
/// It talks with its parent over descriptor 3 as nodes do, and dies with it.
package enum BaselineProcess {
    /// The argument that makes this program one; what follows it goes to `main`.
    package static let argument = "baseline-process"

    /// Serves or asks until told otherwise.
    ///
    /// - Parameter arguments: `server`, or `client` and the port; then the protocol's number.
    /// - Returns: The process's exit status.
    package static func main(_ arguments: [String]) -> Int32 {
        // Ctrl-C reaches every process of a terminal; when to leave is the parent's to say.
        signal(SIGINT, SIG_IGN)
        guard cl_die_with_parent(SIGKILL) == 0, getppid() != 1 else { return 1 }
        do throws(SystemError) {
            let loop = try EventLoop()
            let control = try LineChannel(
                Descriptor(adopting: NodeProcess.controlDescriptor), on: loop)
            switch (arguments.first, arguments.dropFirst().compactMap { Int32($0) }) {
            case ("server", let numbers) where numbers.count == 1:
                try serve(cl_baseline_protocol(UInt32(numbers[0])), control)
            case ("client", let numbers) where numbers.count == 3:
                let client = Client(
                    exchanging: cl_baseline_protocol(UInt32(numbers[0])),
                    port: UInt16(truncatingIfNeeded: numbers[1]), outstanding: numbers[2])
                try client.ask(control, loop)
            default:
                return 2
            }
            return 0
        } catch {
            let text = Array((error.message + "\n").utf8)
            _ = write(STDERR_FILENO, text, text.count)
            return 1
        }
    }

    private static func serve(
        _ exchanging: cl_baseline_protocol, _ control: LineChannel
    ) throws(SystemError) {
        var port: UInt16 = 0
        let listener = Descriptor(
            adopting: try SystemError.check(cl_baseline_listen(&port), "listen"))
        try control.send(BaselineReport.listening(port: port).line)
        var result = cl_baseline_result()
        try SystemError.check(
            cl_baseline_serve(
                listener.raw, NodeProcess.controlDescriptor, exchanging, &result), "serve")
        try control.send(BaselineReport(result).line)
    }

    private struct Client {
        let exchanging: cl_baseline_protocol
        let port: UInt16
        let outstanding: Int32

        init(exchanging: cl_baseline_protocol, port: UInt16, outstanding: Int32) {
            self.exchanging = exchanging
            self.port = port
            self.outstanding = outstanding
        }

        func ask(_ control: LineChannel, _ loop: EventLoop) throws(SystemError) {
            // They are closed with the process.
            var sockets: [Int32] = []
            for _ in 0..<(exchanging == CL_BASELINE_ECHO ? outstanding : 1) {
                sockets.append(try SystemError.check(cl_baseline_dial(port), "connect"))
            }
            try control.send(BaselineReport.connected.line)
            var line: String?
            while line == nil, !control.isClosed {
                try loop.turn(until: .never)
                line = control.nextLine()
            }
            guard let line, var schedule = cl_baseline_schedule(line: line) else { return }
            var result = cl_baseline_result()
            try SystemError.check(
                cl_baseline_ask(sockets, exchanging, outstanding, &schedule, &result), "ask")
            try control.send(BaselineReport(result).line)
        }
    }
}
