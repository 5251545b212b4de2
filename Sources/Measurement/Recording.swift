package import Core
import Glibc

/// What one start of a node left in its sample file.
package struct Recording: Sendable, Equatable {
    /// The node's position in its arm.
    package let node: NodeID
    /// Which of the node's starts in its trial, as it was told.
    package let start: Int
    package let frame: TimeFrame
    /// Records the file had room for.
    package let capacity: Int
    package let counters: Counters
    /// What was sent per 100 ms; bin i starts at `frame.binStart(i)`.
    package private(set) var bins: [TrafficBin] = []
    /// Each kind of record in the order appended.
    package private(set) var samples: [OperationSample] = []
    package private(set) var deliveries: [DeliverySample] = []
    package private(set) var notices: [Notice] = []
    package private(set) var traces: [MessageTrace] = []
}

extension SampleFile {
    /// Reads a sample file back, whether or not its node still runs.
    ///
    /// - Throws: `SampleFileError` when the file is missing, foreign, of another version, truncated
    ///   or damaged.
    package static func read(_ path: String) throws(SampleFileError) -> Recording {
        let file = try OpenFile(sampleFile: path, flags: O_RDONLY)
        let (bytes, fileBytes) = try file.sampleFileBytes(upTo: .max)
        let head = try SampleFileLayout.Head(
            of: bytes.span.bytes, fileBytes: fileBytes, path: path)
        var recording = Recording(head: head, content: bytes.span.bytes)
        try recording.addRecords(in: bytes.span.bytes, path: path)
        return recording
    }
}

extension Recording {
    fileprivate init(head: SampleFileLayout.Head, content: RawSpan) {
        node = NodeID(Int(head.node))
        start = Int(head.start)
        frame = head.frame
        let recordBytes = content.byteCount - SampleFileLayout.recordsOffset(frame)
        capacity = recordBytes / SampleRecord.byteCount
        counters = content.unsafeLoadUnaligned(
            fromByteOffset: SampleFileLayout.countersOffset, as: Counters.self)
        for bin in 0..<frame.binCount {
            let offset = SampleFileLayout.binsOffset + bin * MemoryLayout<TrafficBin>.stride
            bins.append(content.unsafeLoadUnaligned(fromByteOffset: offset, as: TrafficBin.self))
        }
    }

    fileprivate mutating func addRecords(
        in content: RawSpan, path: String
    ) throws(SampleFileError) {
        let recordsOffset = SampleFileLayout.recordsOffset(frame)
        let count = Int(
            clamping: content.unsafeLoadUnaligned(
                fromByteOffset: SampleFileLayout.countOffset, as: UInt64.self))
        guard count <= capacity else {
            let expectedBytes = min(count, .max / 128) * SampleRecord.byteCount
            throw .truncated(
                path: path, bytes: content.byteCount, expectedBytes: recordsOffset + expectedBytes)
        }
        samples.reserveCapacity(count)
        for index in 0..<count {
            let offset = recordsOffset + index * SampleRecord.byteCount
            let record = SampleRecord(
                content.extracting(offset..<(offset + SampleRecord.byteCount)))
            switch record {
            case .operation(let sample): samples.append(sample)
            case .delivery(let delivery): deliveries.append(delivery)
            case .notice(let notice): notices.append(notice)
            case .trace(let trace): traces.append(trace)
            case nil: throw .record(path: path, index: index)
            }
        }
    }
}
