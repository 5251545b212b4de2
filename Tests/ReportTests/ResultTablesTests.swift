import Glibc
import Measurement
import Testing

@testable import Report

struct ResultTablesTests {
    private func error(_ read: () throws -> ResultTables) -> String? {
        do {
            _ = try read()
            return nil
        } catch let error as ReportError {
            return error.message
        } catch {
            return "another error"
        }
    }

    private func error(_ texts: [String: String]) -> String? {
        error { try ResultTables(folder: "Results/x") { name, _ in texts[name] } }
    }

    @Test func `a missing file is named with the next step`() {
        var texts = Fixture.quickstart.texts
        texts["nodes.csv"] = nil
        #expect(
            error(texts)
                == "no file \"nodes.csv\" in the result folder \"Results/x\": expected it beside "
                + "the other CSV files; make the results again with 'topolab run'")
    }

    @Test func `messages may be missing: the run was not traced`() throws {
        #expect(try Fixture.quickstart.tables().messages == nil)
    }

    @Test func `a missing column is named`() {
        var texts = Fixture.quickstart.texts
        texts["faults.csv"] = "trial,fault\n"
        #expect(
            error(texts)
                == "faults.csv:1: no column \"action\" in the header; expected the columns that "
                + "'topolab run' writes; make the results again")
    }

    @Test func `a broken line is named`() {
        var texts = Fixture.quickstart.texts
        texts["placement.csv"] = "trial,key,holders\n1,2\n"
        #expect(
            error(texts)
                == "placement.csv:2: this row has 2 fields; expected 3, as in the header; mend "
                + "that line or make the results again with 'topolab run'")
    }

    @Test func `a run without a finished trial says so in both reports`() throws {
        let results = try Fixture().tables()
        let text = TerminalReport.text(results, facts: Fixture.facts, width: 80, color: false)
        #expect(text.contains("\n\nNo trial has finished.\n\n"))
        let html = HTMLReport.html(results, facts: Fixture.facts)
        #expect(html.contains("<p>No trial has finished.</p>"))
        #expect(TagBalance.problem(in: html) == nil)
    }

    @Test func `a folder that is not there is named`() {
        #expect(
            error { try ResultTables(reading: "/nowhere/at/all") }
                == "no result folder \"/nowhere/at/all\": expected a folder that 'topolab run' has "
                + "written; list yours with 'ls Results'")
    }

    @Test func `a folder on disk is read`() throws {
        let folder = try TemporaryFolder()
        for (name, text) in Fixture.quickstart.texts { folder.write(text, to: name) }
        let results = try ResultTables(reading: folder.path)
        #expect(results.trials.rowCount == 2)
        #expect(results.timeline.rowCount == 180)
    }

    @Test func `bytes that are no text are refused`() throws {
        let folder = try TemporaryFolder()
        folder.write(bytes: [0x61, 0xFF, 0x0A], to: "trials.csv")
        #expect(
            error { try ResultTables(reading: folder.path) }
                == "\"\(folder.path)/trials.csv\" is not UTF-8 text: expected a CSV file as "
                + "'topolab run' writes it; save it again as UTF-8 or make the results again")
    }

    @Test func `a file that cannot be read says why`() throws {
        let folder = try TemporaryFolder()
        mkdir(folder.path + "/trials.csv", 0o700)
        defer { rmdir(folder.path + "/trials.csv") }
        #expect(
            error { try ResultTables(reading: folder.path) }
                == "cannot read \"\(folder.path)/trials.csv\": it is a folder, not a file; expected "
                + "the file that 'topolab run' has written; make the results again")
    }
}

/// A folder that goes away with the test.
private final class TemporaryFolder {
    let path: String
    private var files: [String] = []

    init() throws {
        var template = Array("/tmp/topolab-report-XXXXXX".utf8CString)
        path = try #require(mkdtemp(&template).map { String(cString: $0) })
    }

    deinit {
        for file in files { unlink(file) }
        rmdir(path)
    }

    func write(_ text: String, to name: String) {
        write(bytes: Array(text.utf8), to: name)
    }

    func write(bytes: [UInt8], to name: String) {
        let file = "\(path)/\(name)"
        files.append(file)
        guard let stream = fopen(file, "w") else { return }
        fwrite(bytes, 1, bytes.count, stream)
        fclose(stream)
    }
}
