import Glibc

/// Picks the rows of a table by their first cell, out of pieces that end anywhere.
struct ChosenRows {
    /// The header and the chosen rows.
    private(set) var kept: [UInt8] = []
    private let texts: Set<String>
    /// The beginning of a line whose end has not come yet.
    private var begun: [UInt8] = []
    private var hasHeader = false
    /// The first cell of the line before, with its comma: rows of one trial stand together.
    private var last: [UInt8] = []
    private var isLastChosen = false

    init(_ texts: Set<String>) {
        self.texts = texts
    }

    mutating func take(_ piece: ArraySlice<UInt8>) {
        begun += piece
        let bytes = begun
        var start = 0
        bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return }
            while let feed = memchr(base + start, 10, buffer.count - start) {
                let end = base.distance(to: UnsafeRawPointer(feed)) + 1
                take(UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
                start = end
            }
        }
        begun = Array(bytes[start...])
    }

    /// The last line may lack its line feed.
    mutating func end() {
        let line = begun
        if !line.isEmpty { line.withUnsafeBytes { take($0) } }
        begun = []
    }

    private mutating func take(_ line: UnsafeRawBufferPointer) {
        if isChosen(line) { kept += line }
    }

    private mutating func isChosen(_ line: UnsafeRawBufferPointer) -> Bool {
        guard hasHeader else {
            hasHeader = true
            return true
        }
        if !last.isEmpty, line.starts(with: last) { return isLastChosen }
        guard let comma = line.firstIndex(of: UInt8(ascii: ",")) else { return true }
        last = Array(line[...comma])
        isLastChosen = texts.contains(String(decoding: line[..<comma], as: UTF8.self))
        return isLastChosen
    }
}
