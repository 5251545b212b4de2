import Core
import Glibc
import Measurement
import Testing

@Suite("CSV files")
struct CSVWriterTests {
    private let directory = TemporaryDirectory()

    /// The line a row of these cells makes.
    private func line(_ cells: CSVCell...) throws -> String {
        let path = directory.file("line.csv")
        let writer = try CSVWriter(creating: path, columns: cells.map { _ in "c" })
        try writer.add(cells)
        try writer.flush()
        let text = String(decoding: try #require(content(of: path)), as: UTF8.self)
        return String(text.dropFirst(2 * cells.count).dropLast())
    }

    @Test("Whole numbers, truth and nothing")
    func plainCells() throws {
        #expect(
            try line(.integer(0), .integer(-7), .integer(.max), .integer(.min))
                == "0,-7,9223372036854775807,-9223372036854775808")
        #expect(try line(.flag(true), .flag(false)) == "true,false")
        #expect(
            try line(
                .empty, .integer(nil), .text(nil), .flag(nil), .number(nil), .microseconds(nil),
                .seconds(nil)) == ",,,,,,")
    }

    @Test("Texts are quoted where RFC 4180 asks for it, and only there")
    func texts() throws {
        #expect(try line(.text("client-server"), .text(""), .text("a b")) == "client-server,,a b")
        #expect(try line(.text("a,b"), .text("say \"hi\"")) == "\"a,b\",\"say \"\"hi\"\"\"")
        #expect(try line(.text("a\nb"), .text("a\r\nb"), .text("é;")) == "\"a\nb\",\"a\r\nb\",é;")
    }

    @Test("Microseconds are exact with three decimals")
    func microseconds() throws {
        #expect(
            try line(
                .microseconds(0), .microseconds(1), .microseconds(1_000), .microseconds(-1_234_567),
                .microseconds(.max), .microseconds(.min))
                == "0.000,0.001,1.000,-1234.567,9223372036854775.807,-9223372036854775.808")
    }

    @Test("Seconds are exact with no more decimals than it takes")
    func seconds() throws {
        #expect(
            try line(
                .seconds(0), .seconds(10_000_000_000), .seconds(-100_000_000), .seconds(1),
                .seconds(1_500_000_000), .seconds(.max))
                == "0,10,-0.1,0.000000001,1.5,9223372036.854775807")
    }

    @Test("Fractions have six significant digits and no exponent")
    func numbers() throws {
        #expect(
            try line(.number(0), .number(-0.0), .number(1), .number(-2.5), .number(1e15))
                == "0,0,1,-2.5,1000000000000000")
        #expect(
            try line(
                .number(1234567), .number(123456), .number(12345.67), .number(0.1234567),
                .number(0.000012345678)) == "1234570,123456,12345.7,0.123457,0.0000123457")
        #expect(
            try line(
                .number(9.999999), .number(999999.9), .number(0.0999999999), .number(100_000),
                .number(1e-10)) == "10,1000000,0.1,100000,0.0000000001")
        #expect(try line(.number(.nan), .number(.infinity), .number(1.0 / 3)) == ",,0.333333")
        let zeros = String(repeating: "0", count: 323)
        #expect(try line(.number(.leastNonzeroMagnitude)) == "0.\(zeros)494066")
    }

    @Test("A table is its header and its rows, and is begun anew in a file that exists")
    func table() throws {
        let path = directory.file("table.csv")
        write(Array("something longer that was there before\n".utf8), to: path)
        let writer = try CSVWriter(creating: path, columns: ["trial", "value, us"])
        #expect(content(of: path) == Array("trial,\"value, us\"\n".utf8))
        try writer.add([.integer(1), .microseconds(2_500)])
        #expect(content(of: path) == Array("trial,\"value, us\"\n".utf8))
        try writer.add([.integer(2), .empty])
        try writer.flush()
        try writer.flush()
        #expect(content(of: path) == Array("trial,\"value, us\"\n1,2.500\n2,\n".utf8))
    }

    @Test("A file that cannot be made is named with the reason and the next step")
    func unwritable() {
        let path = "\(directory.path)/none/table.csv"
        let failure = #expect(throws: FileFailure.self) {
            try CSVWriter(creating: path, columns: ["a"])
        }
        #expect(
            failure?.description == """
                open failed on "\(path)": No such file or directory (errno 2); check the path
                """)
    }

    @Test("Rows without a flush reach the file in whole rows too")
    func batches() throws {
        let path = directory.file("long.csv")
        let writer = try CSVWriter(creating: path, columns: ["number", "text"])
        for number in 0..<50_000 { try writer.add([.integer(number), .text("abcdefgh")]) }
        let early = try #require(content(of: path))
        #expect(early.count > 200_000 && early.last == UInt8(ascii: "\n"))
        try writer.flush()
        let lines = try #require(content(of: path)).split(separator: UInt8(ascii: "\n"))
        #expect(lines.count == 50_001)
        #expect(lines.last.map(Array.init) == Array("49999,abcdefgh".utf8))
    }

    @Test("A row with a cell too few is a mistake of the program")
    func wrongWidth() async {
        await #expect(processExitsWith: .success) {
            try CSVWriter(creating: "/dev/null", columns: ["a", "b"]).add([.integer(1), .empty])
        }
        await #expect(processExitsWith: .failure) {
            try CSVWriter(creating: "/dev/null", columns: ["a", "b"]).add([.integer(1)])
        }
    }

    @Test("Standard output takes the same rows, and a reader that left is an error")
    func standardOutput() async {
        let result = await #expect(
            processExitsWith: .success, observing: [\.standardOutputContent]
        ) {
            let writer = try CSVWriter(toStandardOutput: ["a", "b"])
            try writer.add([.integer(1), .text("x,y")])
            try writer.flush()
            signal(SIGPIPE, SIG_IGN)
            var ends: [Int32] = [0, 0]
            precondition(pipe(&ends) == 0 && dup2(ends[1], STDOUT_FILENO) == STDOUT_FILENO)
            close(ends[0])
            let expected = FileFailure(path: "standard output", call: "write", code: EPIPE)
            #expect(throws: expected) { try CSVWriter(toStandardOutput: ["late"]) }
        }
        let output = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self)
        #expect(output.contains("a,b\n1,\"x,y\"\n"))
    }
}
