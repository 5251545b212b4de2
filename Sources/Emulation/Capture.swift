import Core
import Glibc
import Measurement

/// Each node's packets as it sends and gets them, in a file Wireshark and tshark open.
///
/// The classic format with nanoseconds and Ethernet frames (draft-ietf-opsawg-pcap), in the byte
/// order of the host. Whole records only: what is not written when the switch is killed is missing.
final class Capture {
    private struct File {
        let path: String
        let descriptor: Int32
        var buffer: [UInt8] = []
        var lastNanoseconds: Int64 = 0
    }

    private static let bufferBytes = 1 << 18
    private static let magic: UInt32 = 0xA1B2_3C4D
    private static let longestFrame: UInt32 = 65_535
    private static let ethernet: UInt32 = 1

    private var files: [File] = []
    /// The first write that failed; nothing is recorded any more.
    private(set) var failure: FileFailure?

    /// - Parameter paths: A file for each node, by node order, none of which may be there yet.
    init(paths: [String]) {
        for path in paths {
            let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
            if descriptor < 0, failure == nil {
                failure = FileFailure(path: path, call: "open", code: errno)
            }
            var file = File(path: path, descriptor: descriptor)
            file.buffer.reserveCapacity(Self.bufferBytes + 4_096)
            let header: [UInt32] = [
                Self.magic, 2 | 4 << 16, 0, 0, Self.longestFrame, Self.ethernet,
            ]
            for number in header {
                file.buffer.append(number)
            }
            files.append(file)
            write(files.count - 1)
        }
    }

    deinit {
        for file in files where file.descriptor >= 0 { close(file.descriptor) }
    }

    /// Takes note of a frame; the wall clock, which files tell, is ahead by `wallAhead`.
    func record(
        _ frame: UnsafeRawBufferPointer, of node: NodeID, at instant: Instant,
        wallAhead: Nanoseconds
    ) {
        guard failure == nil else { return }
        let index = node.position
        // A reader takes a step back in time for a fault of the network.
        let time = max(instant.nanoseconds + wallAhead, files[index].lastNanoseconds)
        files[index].lastNanoseconds = time
        files[index].buffer.append(UInt32(time / 1_000_000_000))
        files[index].buffer.append(UInt32(time % 1_000_000_000))
        files[index].buffer.append(UInt32(frame.count))
        files[index].buffer.append(UInt32(frame.count))
        files[index].buffer.append(contentsOf: frame)
        if files[index].buffer.count >= Self.bufferBytes { write(index) }
    }

    func flush() {
        for index in files.indices { write(index) }
    }

    private func write(_ index: Int) {
        guard failure == nil else { return }
        var written = 0
        while written < files[index].buffer.count {
            let count = files[index].buffer[written...].withUnsafeBytes {
                Glibc.write(files[index].descriptor, $0.baseAddress, $0.count)
            }
            guard count > 0 else {
                failure = FileFailure(path: files[index].path, call: "write", code: errno)
                return
            }
            written += count
        }
        files[index].buffer.removeAll(keepingCapacity: true)
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ number: UInt32) {
        Swift.withUnsafeBytes(of: number) { append(contentsOf: $0) }
    }
}
