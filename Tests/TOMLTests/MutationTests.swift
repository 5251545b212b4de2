import TOML
import Testing

@Suite struct MutationTests {
    /// Valid documents that between them have every part of the grammar.
    private static let documents = [
        """
        # A comment
        title = "TOML \\u00e9\\n" # é
        'literal' = 'C:\\x'
        a."b.c".d = [1, -2, +3, 0xFF, 0o7, 0b1, 1_000]
        floats = [1.5, -2e-3, 6.0E+2, inf, -nan]

        [owner.'name']
        born = 1979-05-27T07:32:00.25-08:00
        local = [1979-05-27 07:32:00, 1979-05-27, 07:32:00]
        inline = { x = 1, y.z = { w = [] }, "" = true }
        """,
        "text = \"\"\"\nOne \"\" two \\\n   three\r\n\"\"\"\nraw = '''\nfour '' five'''''\r\n",
        """
        [[node]]
        id = 1
        [node.port]
        rate = 1e9
        [[node.port.queue]]
        [[node]]
        id = 2
        port.rate = false
        [other]
        """,
    ].map { Array($0.utf8) }

    private static let fragments = [
        "\"", "'", "\"\"\"", "'''", "\\", "\n", "\r", "[", "]", "[[", "{", "}", ",", ".", "=", "#",
        "_", "0", "-", ":", "e", "T", " ", "\u{0}", "é", "\\u", "[a]", "1979-05-27", "inf",
    ].map { Array($0.utf8) }

    @Test("the documents are valid as they stand", arguments: documents)
    func unchanged(document: [UInt8]) {
        #expect(fault(document).hasPrefix("no fault: "))
    }

    @Test("a document with changed bytes is read or refused at a place it has", arguments: 1...4)
    func mutations(seed: UInt64) {
        var random = SplitMix64(state: seed)
        var accepted = 0
        var refused = 0
        for _ in 0..<2000 {
            var document = Self.documents[random.next(below: Self.documents.count)]
            for _ in 0...random.next(below: 4) { Self.mutate(&document, with: &random) }
            do throws(TOMLError) {
                let table = try TOMLParser.parse(document)
                #expect(TaggedJSON.text(of: table).hasPrefix("{"))
                accepted += 1
            } catch {
                expectPlace(of: error, in: document)
                refused += 1
            }
        }
        #expect(accepted > 100)
        #expect(refused > 1000)
    }

    @Test("a document cut off anywhere is read or refused at a place it has", arguments: documents)
    func prefixes(document: [UInt8]) {
        var refused = 0
        for count in 0..<document.count {
            let prefix = Array(document.prefix(count))
            do throws(TOMLError) {
                _ = try TOMLParser.parse(prefix)
            } catch {
                expectPlace(of: error, in: prefix)
                refused += 1
            }
        }
        #expect(refused > 20)
    }

    private func expectPlace(of error: TOMLError, in document: [UInt8]) {
        let lines = document.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let line = error.position.line
        #expect(lines.indices.contains(line - 1))
        if lines.indices.contains(line - 1) {
            #expect(1...lines[line - 1].count + 1 ~= error.position.column)
        }
        #expect(!error.message.isEmpty && !error.message.contains { $0.isNewline })
    }

    private static func mutate(_ document: inout [UInt8], with random: inout SplitMix64) {
        let place = random.next(below: document.count + 1)
        switch random.next(below: 4) {
        case 0: document.insert(UInt8(random.next(below: 256)), at: place)
        case 1:
            document.insert(contentsOf: fragments[random.next(below: fragments.count)], at: place)
        case 2: document.removeSubrange(place..<min(place + 3, document.count))
        default:
            document[place..<document.count] = document[place...].prefix(40) + document[place...]
        }
    }
}

/// A small generator of random numbers that gives the same ones for the same seed.
///
/// Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014.
private struct SplitMix64 {
    var state: UInt64

    mutating func next(below bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((bits ^ (bits >> 31)) % UInt64(bound))
    }
}
