import TOML
import Testing

@Suite struct NumberTests {
    @Test(
        "an integer is read in every base",
        arguments: [
            ("0", 0), ("-0", 0), ("+0", 0), ("42", 42), ("+99", 99), ("-17", -17),
            ("1_000", 1000), ("5_349_221", 5_349_221), ("1_2_3", 123),
            ("9223372036854775807", Int64.max), ("-9223372036854775808", Int64.min),
            ("0xDEAD_beef", 0xDEAD_BEEF), ("0x00f", 15), ("0o0755", 0o755), ("0b1101_0110", 214),
            ("0x7fffffffffffffff", Int64.max),
        ])
    func integers(text: String, expected: Int64) throws {
        #expect(try valueOfA("a = \(text)") == .integer(expected))
    }

    @Test(
        "a float is read to the nearest number of 64 bits",
        arguments: [
            ("1.0", 1), ("+3.1415", 3.1415), ("-0.01", -0.01), ("5e+22", 5e22), ("1e06", 1e6),
            ("-2E-2", -0.02), ("6.626e-34", 6.626e-34), ("224_617.445_991", 224_617.445991),
            ("1_0.2_5e1_0", 10.25e10), ("0e0", 0), ("-0.0", 0), ("1e-400", 0),
            ("inf", .infinity), ("+inf", .infinity), ("-inf", -.infinity),
            ("1.7976931348623157e308", .greatestFiniteMagnitude), ("0.1", 0.1),
        ])
    func floats(text: String, expected: Double) throws {
        #expect(try valueOfA("a = \(text)") == .float(expected))
    }

    @Test("nan is no number, with any sign", arguments: ["nan", "+nan", "-nan"])
    func notANumber(text: String) throws {
        guard case .float(let value) = try valueOfA("a = \(text)") else {
            Issue.record("\(text) is not read as a float")
            return
        }
        #expect(value.isNaN)
    }

    @Test("the sign of a zero is kept")
    func signOfZero() throws {
        guard case .float(let value) = try valueOfA("a = -0.0") else {
            Issue.record("-0.0 is not read as a float")
            return
        }
        #expect(value.sign == .minus)
    }

    @Test(
        "a number that is written wrongly is quoted with the reason",
        arguments: [
            Example("0123", "leading zeros are not allowed"),
            Example("-00", "leading zeros are not allowed"),
            Example("03.14", "leading zeros are not allowed"),
            Example("0_1", "leading zeros are not allowed"),
            Example("1__0", "expected a digit on both sides of each \"_\""),
            Example("1_", "expected a digit on both sides of each \"_\""),
            Example("1_.5", "expected a digit on both sides of each \"_\""),
            Example("1._5", "expected a digit on both sides of each \"_\""),
            Example("1e_5", "expected a digit on both sides of each \"_\""),
            Example("0x_f", "expected a digit on both sides of each \"_\""),
            Example("0b1_2", "expected a digit on both sides of each \"_\""),
            Example(".5", "expected a digit before the point"),
            Example("+.5", "expected a digit after the sign"),
            Example("--1", "expected a digit after the sign"),
            Example("-", "expected a digit after the sign"),
            Example("+Inf", "expected a digit after the sign"),
            Example("1.", "expected a digit after the point"),
            Example("1.e5", "expected a digit after the point"),
            Example("1e", "expected a digit in the exponent"),
            Example("1e+", "expected a digit in the exponent"),
            Example("0x", "expected a digit after the prefix"),
            Example("0x-1", "expected a digit after the prefix"),
            Example("-0xf", "a sign is not allowed before 0x, 0o or 0b"),
            Example("+0b1", "a sign is not allowed before 0x, 0o or 0b"),
            Example("0XF", "expected the prefix 0x, 0o or 0b in lower case"),
            Example("0O7", "expected the prefix 0x, 0o or 0b in lower case"),
            Example("0o78", "expected only digits of base 8 after the prefix"),
            Example("0b12", "expected only digits of base 2 after the prefix"),
            Example("0xfg", "expected only digits of base 16 after the prefix"),
            Example(
                "1.2.3", "unexpected \".3\": expected a number without a unit, or text in quotes"),
            Example(
                "1e2.5", "unexpected \".5\": expected a number without a unit, or text in quotes"),
            Example(
                "5ms", "unexpected \"ms\": expected a number without a unit, or text in quotes"),
            Example(
                "10µs", "unexpected \"µs\": expected a number without a unit, or text in quotes"),
            Example("1f", "unexpected \"f\": expected a number without a unit, or text in quotes"),
        ])
    func malformed(_ example: Example) {
        let expected = "1:5: \"\(example.document)\" is not a number: \(example.expected)"
        #expect(fault("a = \(example.document)") == expected)
    }

    @Test(
        "an integer of more than 64 bits is out of range",
        arguments: [
            "9223372036854775808", "-9223372036854775809", "0xFFFFFFFFFFFFFFFF",
            "0x8000000000000000", "0o1000000000000000000000",
        ])
    func integerRange(text: String) {
        let expected =
            "1:5: \"\(text)\" is out of range: expected an integer of 64 bits, "
            + "-9223372036854775808 to 9223372036854775807"
        #expect(fault("a = \(text)") == expected)
    }

    @Test("a float that would round to infinity is out of range", arguments: ["1e309", "-2e308"])
    func floatRange(text: String) {
        let expected =
            "1:5: \"\(text)\" is out of range: expected a float of at most "
            + "1.7976931348623157e+308 in magnitude, or inf"
        #expect(fault("a = \(text)") == expected)
    }

    @Test("a long number is cut in the message")
    func longNumber() {
        let expected =
            "1:5: \"\(String(repeating: "7", count: 40))…\" is out of range: "
            + "expected an integer of 64 bits, -9223372036854775808 to 9223372036854775807"
        #expect(fault("a = " + String(repeating: "7", count: 5000)) == expected)
    }
}
