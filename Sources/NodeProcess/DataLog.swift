package import Core
import Glibc
package import Measurement
import Transport

/// The writes a provider has applied, in a file: they are there when its process has been killed.
///
/// A record is a key, a version and the content's length, all little-endian, and a checksum over them:
/// contents are computed from their identity here as everywhere. What is appended waits in memory
/// until `commit`, so that all writes of one turn share one wait for the disk.
package final class DataLog {
    private let path: String
    private let descriptor: Descriptor
    private var waiting: [UInt8] = []

    /// Bytes of a record.
    package static let recordBytes = 32
    private static let checkedBytes = 24

    /// Opens the log of a node, and makes it where there is none.
    package init(_ path: String) throws(FileFailure) {
        self.path = path
        let raw = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard raw >= 0 else { throw FileFailure(path: path, call: "open", code: errno) }
        descriptor = Descriptor(adopting: raw)
    }

    /// Whether something has been appended that is not yet on the disk.
    package var isDirty: Bool { !waiting.isEmpty }

    /// Shows every whole record from the first to the last, and cuts off what a kill left torn.
    ///
    /// To be called before anything is appended.
    package func read(
        _ show: (Key, Version, _ contentBytes: UInt32) -> Void
    ) throws(FileFailure) {
        var buffer = [UInt8](repeating: 0, count: 1024 * Self.recordBytes)
        var whole = 0
        scan: while true {
            let count = buffer.withUnsafeMutableBytes {
                pread(descriptor.raw, $0.baseAddress, $0.count, off_t(whole))
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw FileFailure(path: path, call: "pread", code: errno)
            }
            for record in 0..<count / Self.recordBytes {
                let start = record * Self.recordBytes
                let isWhole = buffer.withUnsafeBytes {
                    Self.show($0[start..<start + Self.recordBytes], to: show)
                }
                guard isWhole else { break scan }
                whole += Self.recordBytes
            }
            if count < Self.recordBytes { break }
        }
        guard ftruncate(descriptor.raw, off_t(whole)) == 0 else {
            throw FileFailure(path: path, call: "ftruncate", code: errno)
        }
        guard lseek(descriptor.raw, 0, SEEK_END) >= 0 else {
            throw FileFailure(path: path, call: "lseek", code: errno)
        }
    }

    /// Adds a write to those that wait for `commit`.
    package func append(_ key: Key, _ version: Version, contentBytes: UInt32) {
        let start = waiting.count
        func add(_ number: some FixedWidthInteger) {
            withUnsafeBytes(of: number.littleEndian) { waiting.append(contentsOf: $0) }
        }
        add(key)
        add(contentBytes)
        add(version.intendedNanoseconds)
        add(version.participant)
        add(version.sequence)
        add(waiting.withUnsafeBytes { Self.checksum($0[start...]) })
    }

    /// Returns when all that was appended is on the disk.
    ///
    /// - Throws: `FileFailure` when it is not, as on a full disk; the log is then of no use any more.
    package func commit() throws(FileFailure) {
        var written = 0
        while written < waiting.count {
            let count = waiting[written...].withUnsafeBytes {
                write(descriptor.raw, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileFailure(path: path, call: "write", code: errno) }
            written += count
        }
        guard fdatasync(descriptor.raw) == 0 else {
            throw FileFailure(path: path, call: "fdatasync", code: errno)
        }
        waiting.removeAll(keepingCapacity: true)
    }

    /// Shows a record if it is whole; whether it is.
    private static func show(
        _ bytes: Slice<UnsafeRawBufferPointer>, to show: (Key, Version, UInt32) -> Void
    ) -> Bool {
        let record = UnsafeRawBufferPointer(rebasing: bytes)
        func number<Number: FixedWidthInteger & BitwiseCopyable>(
            _ offset: Int, _: Number.Type = Number.self
        ) -> Number {
            Number(littleEndian: record.loadUnaligned(fromByteOffset: offset, as: Number.self))
        }
        guard number(checkedBytes) == checksum(bytes.prefix(checkedBytes)) else { return false }
        let version = Version(
            intendedNanoseconds: number(8), participant: number(16), sequence: number(20))
        show(number(0), version, number(4))
        return true
    }

    /// Of three words; never that of a record of zeros, as a file that was grown and not written has.
    private static func checksum(_ bytes: Slice<UnsafeRawBufferPointer>) -> UInt64 {
        let words = UnsafeRawBufferPointer(rebasing: bytes)
        var sum: UInt64 = 0x746F_706F_6C6F_6721
        for offset in stride(from: 0, to: checkedBytes, by: 8) {
            let word = words.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            sum = SplitMix64(state: sum ^ UInt64(littleEndian: word)).mixed
        }
        return sum
    }
}
