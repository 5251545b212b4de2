import Core
import Glibc
import Measurement
import Testing

/// Adds rows until the file refuses them, and checks what is left.
private func fill(_ path: String, expecting code: Int32, free: () -> Void) throws {
    let writer = try CSVWriter(creating: path, columns: ["number", "text"])
    var flushed = 0
    var failure: FileFailure?
    var added = 0
    while failure == nil {
        for _ in 0..<500 {
            try writer.add([.integer(added), .text("some text to fill the disk")])
            added += 1
        }
        do throws(FileFailure) {
            try writer.flush()
            flushed = added
        } catch {
            failure = error
        }
    }
    #expect(failure == FileFailure(path: path, call: "write", code: code))
    #expect(flushed > 0)
    func rows() -> [[UInt8]]? {
        content(of: path)?.split(separator: UInt8(ascii: "\n")).map(Array.init)
    }
    let last = Array("\(flushed - 1),some text to fill the disk".utf8)
    #expect(rows()?.count == flushed + 1)
    #expect(rows()?.last == last)
    #expect(content(of: path)?.last == UInt8(ascii: "\n"))
    free()
    try writer.flush()
    #expect(rows()?.count == added + 1)
    #expect(rows()?.last == Array("\(added - 1),some text to fill the disk".utf8))
}

@Suite("A full disk")
struct FullDiskTests {
    private let directory = TemporaryDirectory()

    @Test("A file at its limit keeps whole rows, and takes the rest when it may")
    func limit() async {
        let path = directory.file("limited.csv")
        await #expect(processExitsWith: .success) { [path = path as String] in
            limitFileLength(to: 100_000)
            try fill(path, expecting: EFBIG) { limitFileLength(to: nil) }
        }
    }

    @Test("A full file system leaves whole rows, and no sample file", .enabled(if: getuid() == 0))
    func fileSystem() throws {
        let path = directory.path + "/mounted"
        #expect(mkdir(path, 0o755) == 0)
        defer { rmdir(path) }
        guard mount("tmpfs", path, "tmpfs", 0, "size=256k") == 0 else {
            try Test.cancel("mounting a tmpfs is not allowed here")
        }
        defer { umount2(path, Int32(MNT_DETACH)) }
        let ballast = path + "/ballast"
        write([UInt8](repeating: 0, count: 65_536), to: ballast)
        try fill(path + "/full.csv", expecting: ENOSPC) { unlink(ballast) }
        let samples = path + "/node.samples"
        let failure = #expect(throws: SampleFileError.self) {
            try SampleFile(
                creating: samples, node: NodeID(0), start: 0, frame: .sample, capacity: 5_000)
        }
        #expect(
            failure?.description == """
                posix_fallocate failed on "\(samples)": No space left on device (errno 28); \
                free space there, or write the results to another disk
                """)
        #expect(content(of: samples) == nil)
    }
}
