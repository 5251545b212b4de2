import Testing

/// `topolab doctor` on this host.
struct DoctorTests {
    @Test("It ends with the number of shortfalls")
    func table() throws {
        let ended = try Program.run(["doctor"])
        let last = ended.output.split(separator: "\n").last ?? ""
        #expect(ended.status == 0 || ended.status == 3)
        #expect(last.hasSuffix(" shortfalls") || last == "1 shortfall", "\(ended.output)")
        #expect(ended.errors == "")
    }

    @Test("--json is data only")
    func json() throws {
        let ended = try Program.run(["doctor", "--json"])
        #expect(ended.output.hasPrefix("{") && ended.output.hasSuffix("}\n"), "\(ended.output)")
        #expect(ended.output.contains("\"shortfalls\""))
    }
}
