import Testing
import Workload

@Suite("FNV-1a")
struct FNV1aTests {
    @Test(
        "The published hashes come out",
        arguments: zip(
            ["", "a", "b", "foobar"],
            [
                "cbf29ce484222325", "af63dc4c8601ec8c", "af63df4c8601f1a5", "85944171f73967e8",
            ]))
    func published(text: String, expected: String) {
        var hash = FNV1a()
        for byte in text.utf8 { hash.combine(byte: byte) }
        #expect(hash.hexadecimal == expected)
    }

    @Test("A number goes in as its bytes, least significant first")
    func numbers() {
        var whole = FNV1a()
        whole.combine(UInt32(0x0102_0304))
        whole.combine(Int64(-2))
        whole.combine(1.5)
        var bytes = FNV1a()
        for byte: UInt8 in [4, 3, 2, 1, 0xFE] { bytes.combine(byte: byte) }
        for _ in 0..<7 { bytes.combine(byte: 0xFF) }
        for byte: UInt8 in [0, 0, 0, 0, 0, 0, 0xF8, 0x3F] { bytes.combine(byte: byte) }
        #expect(whole == bytes)
    }
}
