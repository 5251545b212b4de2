import Core
import Foundation
import Measurement
import NodeProcess
import Testing

private struct Write: Equatable {
    var key: Key
    var version: Version
    var bytes: UInt32

    static func random(_ random: inout SeededRandom) -> Write {
        Write(
            key: Key(random.next(below: 1 << 32)),
            version: Version(
                intendedNanoseconds: Nanoseconds(bitPattern: random.next()),
                participant: UInt32(random.next(below: 1 << 32)),
                sequence: UInt32(random.next(below: 1 << 32))),
            bytes: UInt32(random.next(below: 1 << 32)))
    }
}

private func read(_ log: DataLog) throws -> [Write] {
    var writes: [Write] = []
    try log.read { writes.append(Write(key: $0, version: $1, bytes: $2)) }
    return writes
}

/// A log's path in a folder of its own, removed afterwards.
private func withPath(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("topolab-test-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder + "/node.log")
}

private func writes(_ count: Int) -> [Write] {
    var random = SeededRandom(seed: 8)
    return (0..<count).map { _ in .random(&random) }
}

extension DataLog {
    fileprivate func add(_ writes: some Sequence<Write>) throws {
        for write in writes { append(write.key, write.version, contentBytes: write.bytes) }
        try commit()
    }
}

@Suite("A log of data")
struct DataLogTests {
    @Test("Gives back all that was committed, in order, and goes on after it")
    func roundTrip() throws {
        try withPath { path in
            let writes = writes(3_000)
            let first = try DataLog(path)
            #expect(try read(first) == [])
            try first.add(writes.prefix(1_024))
            try first.add(writes[1_024..<2_500])
            #expect(!first.isDirty)
            let second = try DataLog(path)
            #expect(try read(second) == Array(writes.prefix(2_500)))
            try second.add(writes[2_500...])
            #expect(try read(try DataLog(path)) == writes)
        }
    }

    @Test("Has nothing of what was not committed")
    func uncommitted() throws {
        try withPath { path in
            let log = try DataLog(path)
            log.append(1, .initial, contentBytes: 2)
            #expect(log.isDirty)
            #expect(try read(try DataLog(path)) == [])
        }
    }

    @Test("Cut off anywhere, gives the whole records before, and takes new ones after them")
    func torn() throws {
        try withPath { path in
            let writes = writes(3)
            for length in 0...3 * DataLog.recordBytes {
                try? FileManager.default.removeItem(atPath: path)
                try DataLog(path).add(writes)
                try #require(truncate(path, off_t(length)) == 0)
                let log = try DataLog(path)
                let whole = length / DataLog.recordBytes
                #expect(try read(log) == Array(writes.prefix(whole)))
                try log.add([writes[2]])
                #expect(try read(try DataLog(path)) == Array(writes.prefix(whole)) + [writes[2]])
            }
        }
    }

    @Test("With any bit of its last record turned, gives the records before it")
    func damaged() throws {
        try withPath { path in
            let writes = writes(2)
            try DataLog(path).add(writes)
            let sound = try #require(FileManager.default.contents(atPath: path))
            for bit in 0..<8 * DataLog.recordBytes {
                var bytes = sound
                bytes[DataLog.recordBytes + bit / 8] ^= UInt8(1 << (bit % 8))
                try bytes.write(to: URL(fileURLWithPath: path))
                #expect(try read(try DataLog(path)) == [writes[0]], "bit \(bit)")
            }
        }
    }

    @Test("Of zeros, as a file that grew and was not written, gives nothing")
    func zeros() throws {
        try withPath { path in
            try Data(count: 4 * DataLog.recordBytes).write(to: URL(fileURLWithPath: path))
            #expect(try read(try DataLog(path)) == [])
        }
    }

    @Test("On a full disk, says so, and what to do")
    func fullDisk() throws {
        let log = try DataLog("/dev/full")
        log.append(1, .initial, contentBytes: 2)
        let failure = #expect(throws: FileFailure.self) { try log.commit() }
        #expect(
            failure?.description
                == "write failed on \"/dev/full\": No space left on device (errno 28); free space "
                + "there, or write the results to another disk")
        #expect(log.isDirty)
    }
}
