package import Core
import Glibc
import Synchronization

/// A sample file as another process sees it while its node is writing: what the node has counted so
/// far, and when it shall take itself to be stopped.
///
/// Numbers read meanwhile may be a few events old. Belongs to one thread.
package final class AttachedSampleFile {
    private let tally: Tally
    private let publishedCount: UnsafeMutablePointer<Atomic<UInt64>>
    private let stopWindowCell: StopWindowCell

    /// Attaches to a file its node has made.
    ///
    /// - Throws: `SampleFileError` when it cannot be opened or is no sample file of this version.
    package init(attachingTo path: String) throws(SampleFileError) {
        let file = try OpenFile(sampleFile: path, flags: O_RDWR)
        let (bytes, fileBytes) = try file.sampleFileBytes(upTo: SampleFileLayout.binsOffset)
        let frame = try SampleFileLayout.Head(
            of: bytes.span.bytes, fileBytes: fileBytes, path: path
        ).frame
        let control: MemoryRegion
        do throws(FileFailure) {
            control = try MemoryRegion(
                mapping: file, from: 0, byteCount: SampleFileLayout.recordsOffset(frame))
        } catch {
            throw .file(error)
        }
        tally = Tally(
            frame: frame, in: control, countersOffset: SampleFileLayout.countersOffset,
            binsOffset: SampleFileLayout.binsOffset)
        stopWindowCell = StopWindowCell(at: control.base + SampleFileLayout.stopWindowOffset)
        publishedCount = (control.base + SampleFileLayout.countOffset)
            .bindMemory(to: Atomic<UInt64>.self, capacity: 1)
    }

    /// Records the node has appended.
    package var count: Int { Int(publishedCount.pointee.load(ordering: .acquiring)) }

    /// What the node has counted.
    package var counters: Counters { tally.counters }

    /// What the node has sent per 100 ms; bin i starts at `frame.binStart(i)`.
    package var bins: [TrafficBin] { tally.bins }

    /// The trial's parts, as the node was told them.
    package var frame: TimeFrame { tally.frame }

    /// Tells the node when it was or will be stopped; one process may do so at a time.
    ///
    /// The node sees the latest window alone.
    package func setStopWindow(from: Nanoseconds, until: Nanoseconds) {
        stopWindowCell.write(from: from, until: until)
    }
}
