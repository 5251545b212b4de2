import CLinux
import Glibc

/// Lines of text over a stream socket, both ways: the control channel between runner and node.
///
/// Rarely used while anything is measured, so it is simple: reading never waits, writing does.
package final class LineChannel: EventHandler {
    private var socket: Descriptor?
    private let raw: Int32
    private let loop: EventLoop
    private var unread: [UInt8] = []
    private var waiting: [String] = []
    private var waitingHead = 0
    /// What to do when something has come, or the other side is gone; from within a turn of the loop.
    package var heard: () -> Void = {}
    /// The other side is gone: what it sent before has been read to the end.
    package private(set) var isClosed = false

    /// Starts watching a connected stream socket.
    package init(_ socket: consuming Descriptor, on loop: EventLoop) throws(SystemError) {
        raw = socket.raw
        self.socket = consume socket
        self.loop = loop
        try loop.watch(raw, for: .readable, self)
    }

    /// Stops watching and closes; the loop holds what it watches, so somebody must.
    package func close() {
        guard socket != nil else { return }
        isClosed = true
        loop.forget(raw)
        socket = nil
    }

    /// The oldest line that has come and has not been taken.
    package func nextLine() -> String? {
        guard !waiting.isEmpty else { return nil }
        guard waitingHead < waiting.count else {
            waiting.removeAll(keepingCapacity: true)
            waitingHead = 0
            return nil
        }
        waitingHead += 1
        return waiting[waitingHead - 1]
    }

    /// Sends lines, waiting for room as long as it takes the other side to read.
    ///
    /// - Throws: `SystemError` when the other side is gone or has read nothing for 5 s.
    package func send(_ lines: [String]) throws(SystemError) {
        let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
        var sent = 0
        while sent < bytes.count {
            guard !isClosed else { throw SystemError("send on the control channel", code: EPIPE) }
            let count = bytes[sent...].withUnsafeBytes {
                cl_send(raw, $0.baseAddress, $0.count)
            }
            if count >= 0 {
                sent += count
            } else if -count == EAGAIN {
                try waitForRoom()
            } else {
                throw SystemError("send on the control channel", code: Int32(-count))
            }
        }
    }

    package func send(_ line: String) throws(SystemError) { try send([line]) }

    package func ready(_ events: Readiness) {
        while !isClosed {
            let count = withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 1) { buffer in
                let count = cl_receive(raw, buffer.baseAddress, buffer.count)
                if count > 0 { unread.append(contentsOf: buffer[..<count]) }
                return count
            }
            guard count > 0 else {
                if -count != EAGAIN { close() }
                break
            }
        }
        splitLines()
        heard()
    }

    private func splitLines() {
        var start = 0
        while let end = unread[start...].firstIndex(of: UInt8(ascii: "\n")) {
            waiting.append(String(decoding: unread[start..<end], as: UTF8.self))
            start = end + 1
        }
        unread.removeSubrange(..<start)
    }

    private func waitForRoom() throws(SystemError) {
        var poll = pollfd(fd: raw, events: Int16(POLLOUT), revents: 0)
        guard Glibc.poll(&poll, 1, 5_000) > 0 else {
            throw SystemError("send on the control channel", code: ETIMEDOUT)
        }
    }

}
