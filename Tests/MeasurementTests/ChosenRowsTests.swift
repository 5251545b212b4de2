import Testing

@testable import Measurement

struct ChosenRowsTests {
    @Test("Header and chosen rows are kept, wherever the pieces end", arguments: [1, 2, 3, 7, 100])
    func pieces(length: Int) {
        let text = Array("trial,key\n1,a\n1,b\n11,c\n2,d\n3,e\n1,f".utf8)
        var rows = ChosenRows(["1", "3"])
        for start in stride(from: 0, to: text.count, by: length) {
            rows.take(text[start..<min(start + length, text.count)])
        }
        rows.end()
        #expect(String(decoding: rows.kept, as: UTF8.self) == "trial,key\n1,a\n1,b\n3,e\n1,f")
    }
}
