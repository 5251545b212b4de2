import Core
import Glibc
import Measurement
import Testing

private func readingError(_ path: String) -> SampleFileError? {
    do throws(SampleFileError) {
        _ = try SampleFile.read(path)
        return nil
    } catch {
        return error
    }
}

private func attachingError(_ path: String) -> SampleFileError? {
    do throws(SampleFileError) {
        _ = try AttachedSampleFile(attachingTo: path)
        return nil
    } catch {
        return error
    }
}

@Suite("Sample files that cannot be used")
struct SampleFileErrorTests {
    private let directory = TemporaryDirectory()

    /// A sound file of three samples, its bytes changed.
    private func file(_ name: String, change: (inout [UInt8]) -> Void) throws -> String {
        let path = directory.file(name)
        let file = try SampleFile(
            creating: path, node: NodeID(0), start: 0, frame: .sample, capacity: 4)
        for number in 0..<3 { try file.append(OperationSample.numbered(number)) }
        var bytes = try #require(content(of: path))
        change(&bytes)
        write(bytes, to: path)
        return path
    }

    @Test("A missing file is named with the reason")
    func missing() {
        let path = "\(directory.path)/none"
        let text = """
            open failed on "\(path)": No such file or directory (errno 2); check the path
            """
        #expect(readingError(path)?.description == text)
        #expect(attachingError(path)?.description == text)
    }

    @Test("A file of something else is refused")
    func foreign() throws {
        let path = try file("foreign") { $0 = Array("trial,node\n".utf8) }
        let text = """
            "\(path)" is not a sample file: it does not begin as one; \
            name a file of a result folder's samples/
            """
        #expect(readingError(path)?.description == text)
        #expect(attachingError(path)?.description == text)
        let zeros = try file("zeros") { $0 = [UInt8](repeating: 0, count: 10_000) }
        #expect(readingError(zeros) == .foreign(path: zeros))
        let empty = try file("empty") { $0 = [] }
        #expect(readingError(empty) == .foreign(path: empty))
    }

    @Test("Another version is refused, both named")
    func version() throws {
        let path = try file("version") { $0[8] = 9 }
        let text = """
            "\(path)" is a sample file of version 9, and this program reads version 2; \
            read it with the program that wrote it, or run the experiment again
            """
        #expect(readingError(path)?.description == text)
        #expect(attachingError(path)?.description == text)
    }

    @Test("A file cut short is refused wherever it ends")
    func truncated() throws {
        let whole = try #require(content(of: try file("whole") { _ in }))
        #expect(whole.count == 8_192 + 4 * 64)
        let path = try file("cut") { $0.removeLast(64 + 1) }
        let text = """
            "\(path)" is a truncated sample file: 8383 bytes, where its head asks for 8384; \
            copy it again, or run the experiment again
            """
        #expect(readingError(path)?.description == text)
        for count in [4_096, 8_191] {
            let path = try file("cut-\(count)") { $0.removeLast($0.count - count) }
            let expected = SampleFileError.truncated(
                path: path, bytes: count, expectedBytes: 8_192)
            #expect(readingError(path) == expected)
            #expect(attachingError(path) == expected)
        }
        for count in [0, 1, 4_095] {
            let path = try file("cut-\(count)") { $0.removeLast($0.count - count) }
            #expect(readingError(path) == .foreign(path: path))
        }
    }

    @Test("A record or head that makes no sense is named")
    func damaged() throws {
        let record = try file("record") { $0[8_192 + 64 + 52] = 77 }
        let text = """
            "\(record)" is a damaged sample file: record 1 is of no known kind; \
            copy it again, or run the experiment again
            """
        #expect(readingError(record)?.description == text)
        let status = try file("status") { $0[8_192 + 2 * 64 + 55] = 8 }
        #expect(readingError(status) == .record(path: status, index: 2))
        let head = try file("head") { $0[31] = 0x70 }
        let headText = """
            "\(head)" is a damaged sample file: its time frame is impossible; \
            copy it again, or run the experiment again
            """
        #expect(readingError(head)?.description == headText)
        let length = try file("length") { $0[12] = 96 }
        #expect(readingError(length) == .head(path: length, field: "record length"))
        let count = try file("count") { bytes in
            for offset in 192..<200 { bytes[offset] = 0xFF }
        }
        #expect(readingError(count) != nil)
    }

    @Test("No byte of the head makes reading crash")
    func everyByteOfTheHead() throws {
        let path = try file("fuzz") { _ in }
        let whole = try #require(content(of: path))
        var refused = 0
        for offset in 0..<128 {
            for value: UInt8 in [0, 1, 0x7F, 0x80, 0xFF] {
                var bytes = whole
                bytes[offset] = value
                write(bytes, to: path)
                if readingError(path) != nil { refused += 1 }
            }
        }
        // The mark and the version alone: 12 bytes, of whose values at most one is right.
        #expect(refused >= 12 * 4)
    }

    @Test("A file that exists is not overwritten")
    func exists() throws {
        let path = try file("twice") { _ in }
        let before = content(of: path)
        #expect(
            throws: SampleFileError.file(FileFailure(path: path, call: "open", code: EEXIST))
        ) {
            try SampleFile(
                creating: path, node: NodeID(0), start: 0, frame: .sample, capacity: 4)
        }
        #expect(content(of: path) == before)
    }

    @Test("Too little space is an error before the start and leaves no file")
    func tooLittleSpace() async {
        let path = directory.file("large")
        await #expect(processExitsWith: .success) { [path = path as String] in
            limitFileLength(to: 100_000)
            let expected = SampleFileError.file(
                FileFailure(path: path, call: "posix_fallocate", code: EFBIG))
            #expect(throws: expected) {
                try SampleFile(
                    creating: path, node: NodeID(0), start: 0, frame: .sample, capacity: 2_000)
            }
        }
        #expect(content(of: path) == nil)
    }

    @Test("A file that cannot grow keeps what it has")
    func cannotGrow() async throws {
        let path = directory.file("full")
        await #expect(processExitsWith: .success) { [path = path as String] in
            limitFileLength(to: 100_000)
            let file = try SampleFile(
                creating: path, node: NodeID(0), start: 0, frame: .sample, capacity: 1_000)
            for number in 0..<1_000 { try file.append(OperationSample.numbered(number)) }
            for _ in 0..<2 {
                #expect(throws: SampleFileError.self) {
                    try file.append(OperationSample.numbered(1_000))
                }
            }
        }
        let samples = try SampleFile.read(path).samples
        let isAllThere = samples == (0..<1_000).map(OperationSample.numbered)
        #expect(isAllThere)
    }
}
