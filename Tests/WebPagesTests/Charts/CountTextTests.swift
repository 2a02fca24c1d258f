import Testing

@testable import WebPages

@Suite("Counts as text") struct CountTextTests {
    @Test(arguments: [
        (0, "0"), (999, "999"), (1000, "1k"), (1234, "1.2k"), (1999, "1.9k"), (34_999, "34k"), (999_999, "999k"),
        (1_000_000, "1M"), (2_550_000, "2.5M"), (Int.max, "9.2E"),
    ])
    func short(_ count: Int, _ text: String) { #expect(CountText.short(count) == text) }

    @Test(arguments: [
        (0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"),
        (-1000, "−1,000"),
    ])
    func full(_ count: Int, _ text: String) { #expect(CountText.full(count) == text) }
}
