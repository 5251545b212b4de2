import TOML
import Testing

@Suite struct DateTimeTests {
    @Test(
        "a date-time is of one of four kinds, in normal form",
        arguments: [
            ("1979-05-27T07:32:00Z", TOMLDateTime.Kind.offsetDateTime, "1979-05-27T07:32:00Z"),
            ("1979-05-27 07:32:00z", .offsetDateTime, "1979-05-27T07:32:00Z"),
            ("1979-05-27t00:32:00-07:00", .offsetDateTime, "1979-05-27T00:32:00-07:00"),
            ("1979-05-27T00:32:00.5+23:59", .offsetDateTime, "1979-05-27T00:32:00.5+23:59"),
            ("1979-05-27T00:32:00.999999", .localDateTime, "1979-05-27T00:32:00.999999"),
            ("1979-05-27 07:32:00", .localDateTime, "1979-05-27T07:32:00"),
            ("1979-05-27", .localDate, "1979-05-27"),
            ("0000-01-01", .localDate, "0000-01-01"),
            ("2000-02-29", .localDate, "2000-02-29"),
            ("2024-02-29", .localDate, "2024-02-29"),
            ("07:32:00", .localTime, "07:32:00"),
            ("23:59:60", .localTime, "23:59:60"),
            ("00:32:00.123456789012", .localTime, "00:32:00.123456789012"),
        ])
    func kinds(text: String, kind: TOMLDateTime.Kind, normal: String) throws {
        let expected = TOMLDateTime(kind: kind, text: normal)
        #expect(try valueOfA("a = \(text)") == .dateTime(expected))
    }

    @Test("a date ends before a blank that no time follows")
    func dateBeforeComment() throws {
        let expected = TOMLValue.Content.dateTime(
            TOMLDateTime(kind: .localDate, text: "1979-05-27"))
        #expect(try valueOfA("a = 1979-05-27 # then") == expected)
        #expect(try valueOfA("a = 1979-05-27 ") == expected)
    }

    @Test(
        "a date or time that does not exist is quoted with what was expected",
        arguments: [
            Example("2025-13-01", "expected a month of 01 to 12"),
            Example("2025-00-01", "expected a month of 01 to 12"),
            Example("2025-02-29", "expected a day of 01 to 28 in this month"),
            Example("1900-02-29", "expected a day of 01 to 28 in this month"),
            Example("2024-02-30", "expected a day of 01 to 29 in this month"),
            Example("2025-04-31", "expected a day of 01 to 30 in this month"),
            Example("2025-12-32", "expected a day of 01 to 31 in this month"),
            Example("2025-12-00", "expected a day of 01 to 31 in this month"),
            Example("24:00:00", "expected an hour of 00 to 23"),
            Example("2025-01-01T24:00:00Z", "expected an hour of 00 to 23"),
            Example("12:60:00", "expected a minute of 00 to 59"),
            Example("12:00:61", "expected a second of 00 to 59, or 60 for a leap second"),
            Example(
                "2025-01-01T00:00:00+24:00", "expected the offset Z, +HH:MM or -HH:MM, to 23:59"),
            Example(
                "2025-01-01T00:00:00-00:60", "expected the offset Z, +HH:MM or -HH:MM, to 23:59"),
            Example("2025-01-01T00:00:00+01", "expected the offset Z, +HH:MM or -HH:MM, to 23:59"),
            Example("2025-01-01T00:00:00X", "expected the offset Z, +HH:MM or -HH:MM, to 23:59"),
        ])
    func doesNotExist(_ example: Example) {
        let expected = "1:5: \"\(example.document)\" is not a date or time: \(example.expected)"
        #expect(fault("a = \(example.document)") == expected)
    }

    @Test("seconds are required, as TOML 1.0 has it", arguments: ["07:32", "2025-01-01 07:32"])
    func seconds(text: String) {
        let expected =
            "1:5: \"\(text)\" is not a date or time: expected seconds, as in HH:MM:SS"
        #expect(fault("a = \(text)") == expected)
    }

    @Test(
        "a fraction has a digit",
        arguments: ["07:32:00.", "2025-01-01T07:32:00.Z"])
    func fraction(text: String) {
        let expected = "1:5: \"\(text)\" is not a date or time: expected a digit after the point"
        #expect(fault("a = \(text)") == expected)
    }

    @Test(
        "digits in another shape are no date or time",
        arguments: [
            "1987-7-05", "1987-07-5", "987-07-05", "01987-07-05", "1987-07-05T",
            "1987-07-0517:45:00",
            "1987-07-05T1:32:00", "1:32:00", "1987-07", "1-2", "1987-07-05T07:32:00Zjunk",
            "07:32:00Z", "1987-07-05_07:32:00", "12:0:00",
        ])
    func shape(text: String) {
        let expected =
            "1:5: \"\(text)\" is not a date or time: "
            + "expected YYYY-MM-DD, HH:MM:SS, or both with \"T\" between"
        #expect(fault("a = \(text)") == expected)
    }
}
