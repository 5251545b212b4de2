import Measurement
import Testing

struct CSVTableTests {
    private func table(_ text: String) throws -> CSVTable {
        try CSVTable(parsing: text, file: "x.csv")
    }

    private func error(_ text: String) -> String? {
        do {
            _ = try table(text)
            return nil
        } catch let error as CSVError {
            return error.message
        } catch {
            return "another error"
        }
    }

    @Test func `cells are found by row and column name`() throws {
        let table = try table("trial,ok\n1,20\n2,30\n")
        #expect(table.columns == ["trial", "ok"])
        #expect(table.rowCount == 2)
        #expect(table[1, "ok"] == "30")
        #expect(table[0, "trial"] == "1")
    }

    @Test func `the last line may lack its line feed`() throws {
        #expect(try table("a\n1")[0, "a"] == "1")
    }

    @Test func `lines may end in CR LF, and that is one character in Swift`() throws {
        let table = try table("a,b\r\n1,2\r\n")
        #expect(table.columns == ["a", "b"])
        #expect(table[0, "b"] == "2")
        #expect(table.rowCount == 1)
    }

    @Test func `quoted fields hold commas, quotes and line breaks`() throws {
        let table = try table("a,b\n\"1,5\",\"say \"\"hi\"\"\"\n\"two\r\nlines\",\"\"\n")
        #expect(table[0, "a"] == "1,5")
        #expect(table[0, "b"] == "say \"hi\"")
        #expect(table[1, "a"] == "two\r\nlines")
        #expect(table[1, "b"] == "")
    }

    @Test func `a byte order mark is skipped`() throws {
        #expect(try table("\u{FEFF}a\n1\n").columns == ["a"])
    }

    @Test func `spaces belong to the field`() throws {
        #expect(try table("a,b\n 1 , 2\n")[0, "a"] == " 1 ")
    }

    @Test func `an empty line in a table of one column is a row with an empty field`() throws {
        let table = try table("a\n\n1\n")
        #expect(table.rowCount == 2)
        #expect(table[0, "a"] == "")
    }

    @Test func `a header alone is a table without rows`() throws {
        #expect(try table("a,b\n").rowCount == 0)
    }

    @Test func `numbers are read, and what is none is nil`() throws {
        let table = try table("a,b,c,d,e\n1.5,-2e3,,nan,text\n")
        #expect(table.double(0, "a") == 1.5)
        #expect(table.double(0, "b") == -2000)
        #expect(table.double(0, "c") == nil)
        #expect(table.double(0, "d") == nil)
        #expect(table.double(0, "e") == nil)
        #expect(table.int(0, "a") == nil)
    }

    @Test func `a column the file does not have is empty`() throws {
        let table = try table("a\n1\n")
        #expect(table[0, "b"] == "")
        #expect(table.double(0, "b") == nil)
        #expect(!table.hasColumn("b"))
        #expect(table.hasColumn("a"))
    }

    @Test func `rows are found by a column's text`() throws {
        let table = try table("a,b\n1,x\n2,y\n1,z\n")
        #expect(table.rows(where: "a", equals: "1") == [0, 2])
        #expect(table.rows(where: "a", equals: "3") == [])
        #expect(table.rows(where: "c", equals: "") == [])
    }

    @Test func `an empty file is refused`() {
        #expect(
            error("") == "x.csv:1: the file is empty; expected a header line with the column names")
    }

    @Test func `a column named twice is refused`() {
        #expect(
            error("a,b,a\n")
                == "x.csv:1: the header names the column \"a\" twice; expected each name once")
    }

    @Test func `a row of another length is refused at its own line`() {
        #expect(
            error("a,b\n\"1\n\",2\n3\n")
                == "x.csv:4: this row has 1 fields; expected 2, as in the header")
    }

    @Test func `a quote that is never closed is refused where it opens`() {
        #expect(
            error("a\n1\n\"2\n3\n")
                == "x.csv:3: a quoted field is never closed; expected '\"' before the end "
                + "of the file"
        )
    }

    @Test func `a quote inside a bare field is refused`() {
        #expect(
            error("a\n1\"2\n")
                == "x.csv:2: '\"' inside a field that does not start with one; expected the whole "
                + "field in quotes and '\"\"' for each quote in it")
    }

    @Test func `text after a closing quote is refused`() {
        #expect(
            error("a\n\"1\"2\n")
                == "x.csv:2: text after a closing '\"'; expected ',' or the end of the line")
    }

    @Test func `a carriage return alone is refused`() {
        #expect(
            error("a\n1\r2\n")
                == "x.csv:2: a carriage return without a line feed; expected CR LF or LF at the "
                + "end of a line")
    }
}
