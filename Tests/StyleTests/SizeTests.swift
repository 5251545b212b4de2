import Testing

extension [Int] {
    /// The value below which a share of them lies, nearest rank.
    fileprivate func percentile(_ share: Double) -> Int {
        sorted()[Swift.max(0, Int((share * Double(count)).rounded(.up)) - 1)]
    }
}

@Suite("Sizes")
struct SizeTests {
    @Test("No file has more than 500 lines; half have at most 150, and nine in ten at most 300")
    func files() {
        for file in SourceTree.files {
            #expect(file.source.lineCount <= 500, "\(file.path)")
        }
        let lengths = SourceTree.files.map(\.source.lineCount)
        #expect(lengths.percentile(0.5) <= 150)
        #expect(lengths.percentile(0.9) <= 300)
    }

    @Test("No function has more than 60 lines, and nine in ten have at most 25")
    func functions() {
        var lengths: [Int] = []
        for file in SourceTree.files {
            for function in file.source.functions {
                lengths.append(function.lines)
                #expect(
                    function.lines <= 60,
                    "\(function.name) at \(file.path):\(function.line) has \(function.lines) lines")
            }
        }
        #expect(lengths.count > 500)
        #expect(lengths.percentile(0.9) <= 25)
    }
}
