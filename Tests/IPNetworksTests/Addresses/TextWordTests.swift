import Testing

@testable import IPNetworks

/// A word is four bytes, so what it says about each byte can be tried with all of them.
@Suite("Four bytes of text")
struct TextWordTests {
    @Test("Counts and values agree with the obvious way", arguments: 0..<60)
    func againstNaive(seed: Int) {
        var random = SeededGenerator(seed: seed)
        let likely = Array("0123456789abcdefABCDEF./:".utf8)
        for _ in 0..<200 {
            let text = (0..<Int.random(in: 0...6, using: &random)).map { _ in
                Bool.random(using: &random)
                    ? likely.randomElement(using: &random) ?? 0 : UInt8.random(in: 0...255, using: &random)
            }
            for offset in 0...text.count {
                let four = text[offset...].prefix(4)
                let word = TextWord(text.span, at: offset)
                let decimals = four.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
                #expect(word.decimalCount == decimals.count, "\(four)")
                if (1...3).contains(decimals.count) {
                    #expect(word.decimal(decimals.count) == UInt32(String(decoding: decimals, as: UTF8.self)))
                }
                let nibbles = four.prefix { $0 < 0x80 && Character(Unicode.Scalar($0)).isHexDigit }
                #expect(word.hexadecimalCount == nibbles.count, "\(four)")
                if !nibbles.isEmpty {
                    #expect(
                        word.hexadecimal(nibbles.count)
                            == UInt32(String(decoding: nibbles, as: UTF8.self), radix: 16))
                }
                #expect(word.beginsWithZero == (four.first == UInt8(ascii: "0")))
            }
        }
    }

    @Test("Every byte is classed right in every place", arguments: 0..<4)
    func everyByte(place: Int) {
        for byte in UInt8.min ... .max {
            var text = [UInt8](repeating: UInt8(ascii: "7"), count: 4)
            text[place] = byte
            let word = TextWord(text.span, at: 0)
            let isDecimal = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            let isHexadecimal = isDecimal || (byte < 0x80 && Character(Unicode.Scalar(byte)).isHexDigit)
            #expect(word.decimalCount == (isDecimal ? 4 : place))
            #expect(word.hexadecimalCount == (isHexadecimal ? 4 : place))
        }
    }
}
