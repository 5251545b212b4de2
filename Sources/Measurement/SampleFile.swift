package import Core
import Glibc
import Synchronization

/// One node's samples, counters and traffic of one start, in a file it shares with the kernel: what
/// was appended is there after the process was killed.
///
/// Made before the trial at full length and touched, so that appending neither allocates nor takes
/// the disk by surprise. Belongs to one thread.
package final class SampleFile {
    /// The node's counters and traffic bins, in the file.
    package let tally: Tally
    /// Records the file has room for; grows when it is full.
    package var capacity: Int { room }
    /// Records appended so far.
    package var count: Int { used }

    private let file: OpenFile
    private let control: MemoryRegion
    private var records: MemoryRegion
    // Private, so that the compiler proves their accesses exclusive and appending checks none.
    private var room: Int
    private var used = 0
    private let publishedCount: UnsafeMutablePointer<Atomic<UInt64>>
    private let stopWindowCell: StopWindowCell

    /// Creates the file, with space on the disk for `capacity` records, at least 1.
    ///
    /// `start` tells the node's starts in its trial apart.
    ///
    /// - Throws: `SampleFileError.file` when the file exists or cannot be made, or the disk has too
    ///   little space; nothing is left behind then.
    package init(
        creating path: String, node: NodeID, start: Int, frame: TimeFrame, capacity: Int
    ) throws(SampleFileError) {
        precondition(capacity >= 1, "a sample file for \(capacity) records")
        let recordsOffset = SampleFileLayout.recordsOffset(frame)
        do throws(FileFailure) {
            file = try OpenFile(path, flags: O_RDWR | O_CREAT | O_EXCL)
            do throws(FileFailure) {
                try file.allocate(byteCount: recordsOffset + capacity * SampleRecord.byteCount)
                control = try MemoryRegion(mapping: file, from: 0, byteCount: recordsOffset)
                records = try MemoryRegion(
                    mapping: file, from: recordsOffset, byteCount: capacity * SampleRecord.byteCount
                )
            } catch {
                unlink(path)
                throw error
            }
        } catch {
            throw .file(error)
        }
        control.touch(from: 0)
        records.touch(from: 0)
        room = capacity
        tally = Tally(
            frame: frame, in: control, countersOffset: SampleFileLayout.countersOffset,
            binsOffset: SampleFileLayout.binsOffset)
        stopWindowCell = StopWindowCell(at: control.base + SampleFileLayout.stopWindowOffset)
        publishedCount = (control.base + SampleFileLayout.countOffset)
            .bindMemory(to: Atomic<UInt64>.self, capacity: 1)
        let head = SampleFileLayout.Head(node: node.index, start: UInt32(start), frame: frame)
        control.base.storeBytes(of: head, as: SampleFileLayout.Head.self)
        // Last, so that whoever finds the mark finds the rest.
        control.base.bindMemory(to: Atomic<UInt64>.self, capacity: 1).pointee
            .store(SampleFileLayout.mark, ordering: .releasing)
    }

    /// Appends what became of an operation.
    ///
    /// - Throws: `SampleFileError.file` when the file is full and cannot grow; all before is kept.
    package func append(_ sample: OperationSample) throws(SampleFileError) {
        sample.store(at: try nextRecord())
        publish()
    }

    /// Appends a receiver's part in an operation; throws as for an operation.
    package func append(_ delivery: DeliverySample) throws(SampleFileError) {
        delivery.store(at: try nextRecord())
        publish()
    }

    /// Appends a change of belief; throws as for an operation.
    package func append(_ notice: Notice) throws(SampleFileError) {
        notice.store(at: try nextRecord())
        publish()
    }

    /// Records what this node saw of one message of a traced operation.
    package func append(_ trace: MessageTrace) throws(SampleFileError) {
        trace.store(at: try nextRecord())
        publish()
    }

    /// The latest stop window, or nil when none was set since generation `seen`, 0 at first.
    ///
    /// Costs one atomic load when there is nothing new.
    package func stopWindow(after seen: UInt64) -> StopWindow? {
        stopWindowCell.read(after: seen)
    }

    private func nextRecord() throws(SampleFileError) -> UnsafeMutableRawPointer {
        if used == room { try grow() }
        return records.base + used * SampleRecord.byteCount
    }

    /// Makes the record written last count, for whoever reads the file from now on.
    private func publish() {
        used += 1
        publishedCount.pointee.store(UInt64(used), ordering: .releasing)
    }

    /// Doubles the room: for a closed loop, whose length is not planned.
    private func grow() throws(SampleFileError) {
        let recordsOffset = SampleFileLayout.recordsOffset(tally.frame)
        let grownBytes = 2 * room * SampleRecord.byteCount
        do throws(FileFailure) {
            try file.allocate(byteCount: recordsOffset + grownBytes)
            let grown = try MemoryRegion(mapping: file, from: recordsOffset, byteCount: grownBytes)
            grown.touch(from: room * SampleRecord.byteCount)
            records = grown
        } catch {
            throw .file(error)
        }
        room *= 2
    }
}
