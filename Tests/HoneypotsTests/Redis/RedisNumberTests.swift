import Testing

@testable import Honeypots

@Suite("Redis: numbers and texts")
struct RedisNumberTests {
    @Test(
        "Whole numbers have one spelling",
        arguments: [
            ("0", 0), ("-1", -1), ("9223372036854775807", Int64.max), ("-9223372036854775808", Int64.min),
            ("+1", nil), ("01", nil), ("-0", nil), ("", nil), ("-", nil), (" 1", nil), ("1 ", nil), ("1.0", nil),
            ("9223372036854775808", nil), ("-9223372036854775809", nil), ("99999999999999999999999", nil),
        ] as [(String, Int64?)])
    func integers(_ text: String, _ value: Int64?) { #expect(RedisNumber.integer(Array(text.utf8)) == value) }

    @Test(
        "Floating-point numbers are those of strtod",
        arguments: [
            ("1.5", 1.5), ("inf", .infinity), ("-inf", -.infinity), ("+1", 1), ("0x10", 16), ("1e3", 1000),
            ("nan", nil),
            ("", nil), (" 1", nil), ("1x", nil), ("1e400", nil), ("\0" + "1", nil),
        ] as [(String, Double?)])
    func doubles(_ text: String, _ value: Double?) { #expect(RedisNumber.double(Array(text.utf8)) == value) }

    @Test(
        "Scores are written with 17 digits where they need them",
        arguments: [
            (1, "1"), (-3, "-3"), (0.1, "0.10000000000000001"), (1e20, "1e+20"), (.infinity, "inf"),
            (1.2345678901234568e17, "1.2345678901234568e+17"),
        ] as [(Double, String)])
    func scores(_ value: Double, _ text: String) { #expect(RedisNumber.text(value) == text) }

    @Test("Any text survives quoting and being read again")
    func quoting() {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<500 {
            let words = (0...generator.below(4)).map { _ in generator.bytes(generator.below(12)) }
            let line = RedisText.commandLine(words, limit: .max).text
            #expect(RedisText.words(of: line) == words, "\(ReplayEscapes.text(of: line))")
        }
    }

    @Test("A command line is never longer than asked for")
    func limits() {
        let words = [[UInt8](repeating: 0xff, count: 50), Array("second".utf8)]
        for limit in [0, 1, 10, 100, 210] {
            let (text, isCut) = RedisText.commandLine(words, limit: limit)
            #expect(text.count <= limit)
            #expect(isCut == (limit < 209))
        }
    }

    @Test("Quotes must be closed, and end their word", arguments: ["\"a", "'a", "\"a\"b", "'a'b", "x\"y"])
    func unbalanced(_ line: String) { #expect(RedisText.words(of: Array(line.utf8)) == nil) }
}
