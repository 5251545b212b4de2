import Testing

@testable import Report

struct NumberTextTests {
    @Test(arguments: [
        (0.0, "0"), (999, "999"), (1000, "1,000"), (-1234567.4, "-1,234,567"), (0.5, "1"),
        (-0.2, "0"),
    ])
    func `whole numbers have thousands separators`(value: Double, text: String) {
        #expect(NumberText.integer(value) == text)
    }

    @Test(arguments: [
        (1.005, 1, "1.0"), (2.25, 1, "2.3"), (1234.5, 2, "1,234.50"), (0.05, 2, "0.05"),
    ])
    func `decimals are fixed`(value: Double, decimals: Int, text: String) {
        #expect(NumberText.fixed(value, decimals: decimals) == text)
    }

    @Test(arguments: [
        (86.44, "86.4"), (9.996, "10.0"), (0.01234, "0.0123"), (123456, "123,456"), (99.96, "100"),
        (0, "0"),
    ])
    func `three digits are significant, and rounding may carry`(value: Double, text: String) {
        #expect(NumberText.significant(value) == text)
    }

    @Test(arguments: [(4.0004, "4.0"), (4.25, "4.25"), (-1, "-1.0")])
    func `moments have one or two decimals`(value: Double, text: String) {
        #expect(NumberText.moment(value) == text)
    }

    @Test func `a number too large to have decimals is printed as it is`() {
        #expect(NumberText.integer(1e300) == "1e+300")
    }

    @Test(arguments: [
        (0.0, "0 µs"), (0.25, "250 ns"), (86.4, "86.4 µs"), (999.4, "999 µs"), (999.7, "1.00 ms"),
        (500_000, "500 ms"), (2_000_000, "2.00 s"), (3_600_000_000, "3,600 s"),
    ])
    func `a duration chooses its unit`(microseconds: Double, text: String) {
        #expect(Quantity.duration(microseconds: microseconds).text == text)
    }

    @Test(arguments: [
        (0.0, "0 %"), (1, "100 %"), (0.5, "50.0 %"), (0.999, "99.9 %"), (0.9996, "99.96 %"),
        (0.99999999, ">99.999 %"), (0.0004, "0.04 %"), (0.000000001, "<0.001 %"),
    ])
    func `only all is 100 percent and only none is 0`(share: Double, text: String) {
        #expect(Quantity.percent(share).text == text)
    }

    @Test(arguments: [(0.0, "0 B"), (310, "310 B"), (139_400_000, "139 MB"), (2.5e12, "2,500 GB")])
    func `bytes are decimal`(bytes: Double, text: String) {
        #expect(Quantity.bytes(bytes).text == text)
    }

    @Test func `names beyond the third are counted`() {
        #expect(Prose.names(["a", "b", "c", "d"]) == "a, b, c and d")
        #expect(
            Prose.names(["a", "b", "c", "d", "e"], noun: "nodes") == "a, b, c and 2 more nodes")
        #expect(Prose.list(["a", "b"]) == "a and b")
        #expect(Prose.list([]) == "")
    }

    @Test func `the median of an even number of values lies between the middle two`() {
        #expect(Summary([4, 1, 3, 2])?.median == 2.5)
        #expect(Summary([3, 1, 2])?.median == 2)
        #expect(Summary([]) == nil)
    }

    @Test func `two values have no range`() {
        #expect(Summary([1, 2])?.range == nil)
        #expect(Summary([1, 3, 2])?.range?.high == 3)
    }
}
