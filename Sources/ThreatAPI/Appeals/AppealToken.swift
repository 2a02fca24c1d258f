import IPNetworks

/// 128 random bits, as an appeal's secret name or as what its address must show.
struct AppealToken: Hashable, Sendable {
    static let byteCount = 16
    /// What the word begins with that an address must show: it says to whoever finds it what it is.
    private static let prefix = "sikker-appeal-"

    let bytes: [UInt8]

    init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    private init(random bytes: [UInt8]) { self.bytes = bytes }

    static func random(using generator: inout some RandomNumberGenerator) -> AppealToken {
        AppealToken(random: (0..<byteCount).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }

    /// 32 digits in lower case.
    init?(hexadecimal text: Substring) {
        guard text.utf8.count == 2 * Self.byteCount else { return nil }
        var bytes: [UInt8] = []
        var high: UInt8?
        for digit in text.utf8 {
            let value: UInt8
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
            default: return nil
            }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        self.bytes = bytes
    }

    var hexadecimal: String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    /// What the address must show: 46 letters, digits and hyphens, which is a label of a domain name (RFC 1035 §2.3.4).
    var word: String { Self.prefix + hexadecimal }

    /// Whether a page is made of lines of which one is the word.
    func isLine(of page: [UInt8]) -> Bool {
        let word = Array(word.utf8)
        return page.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }).contains { line in
            let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
            let text = line.drop(while: isSpace)
            return text.starts(with: word) && text.dropFirst(word.count).allSatisfy(isSpace)
        }
    }

    /// Whether a domain name begins with the word, in letters of either case.
    func isFirstLabel(of name: String) -> Bool {
        name.prefix { $0 != "." }.lowercased() == word
    }
}
