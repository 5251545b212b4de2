import Core

/// Where everything lies in a sample file, in the order and byte order of the host that wrote it.
///
/// | offset | what                                                               |
/// |-------:|--------------------------------------------------------------------|
/// |      0 | `SampleFileLayout.Head`: what the file is                          |
/// |    128 | stop window, on a cache line that only its setter writes           |
/// |    192 | count of records, published after each                             |
/// |    200 | `Counters`: what every message counts is in the count's cache line |
/// |  4,096 | traffic bins, then zeros to a whole page                           |
/// |      … | records of 64 bytes, to the end of the file                        |
enum SampleFileLayout {
    /// "topolab", then a byte that no text file holds.
    static let mark: UInt64 = 0x0062_616C_6F70_6F74
    static let version: UInt32 = 2

    static let stopWindowOffset = 128
    static let countOffset = 192
    static let countersOffset = 200
    static let binsOffset = 4_096
    static let pageBytes = 4_096

    /// The first bytes of a sample file.
    struct Head: BitwiseCopyable {
        /// Written after the others.
        var mark: UInt64 = 0
        var version = SampleFileLayout.version
        var recordBytes = UInt32(SampleRecord.byteCount)
        var node: Int32
        var start: UInt32
        var frame: TimeFrame
    }

    /// Where the records start: a whole number of pages.
    static func recordsOffset(_ frame: TimeFrame) -> Int {
        let end = binsOffset + frame.binCount * MemoryLayout<TrafficBin>.stride
        return (end + pageBytes - 1) / pageBytes * pageBytes
    }
}

extension SampleFileLayout.Head {
    /// The head in a file's first bytes; the file is then long enough for its records to start.
    init(of bytes: RawSpan, fileBytes: Int, path: String) throws(SampleFileError) {
        guard bytes.byteCount >= SampleFileLayout.binsOffset else { throw .foreign(path: path) }
        self = bytes.unsafeLoadUnaligned(as: Self.self)
        guard mark == SampleFileLayout.mark else { throw .foreign(path: path) }
        guard version == SampleFileLayout.version else {
            throw .version(path: path, found: version, expected: SampleFileLayout.version)
        }
        guard recordBytes == SampleRecord.byteCount else {
            throw .head(path: path, field: "record length")
        }
        guard frame.isPossible else { throw .head(path: path, field: "time frame") }
        let recordsOffset = SampleFileLayout.recordsOffset(frame)
        guard fileBytes >= recordsOffset else {
            throw .truncated(path: path, bytes: fileBytes, expectedBytes: recordsOffset)
        }
    }
}
