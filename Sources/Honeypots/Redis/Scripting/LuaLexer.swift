/// Cuts a script into words.
struct LuaLexer: Sendable {
    private static let keywords: Set<String> = [
        "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "if", "in", "local", "nil", "not",
        "or", "repeat", "return", "then", "true", "until", "while",
    ]
    private static let symbols = ["...", "..", "==", "~=", "<=", ">="]

    private var rest: ArraySlice<UInt8>
    private(set) var line = 1

    init(_ script: [UInt8]) { rest = script[...] }

    /// The next word; nil when what comes is none.
    mutating func next() -> LuaToken? {
        skipBlanks()
        guard let first = rest.first else { return .end }
        if Self.isLetter(first) {
            let word = String(decoding: take { Self.isLetter($0) || Self.isDigit($0) }, as: UTF8.self)
            return Self.keywords.contains(word) ? .keyword(word) : .name(word)
        }
        if Self.isDigit(first) {
            return RedisNumber.double(take { Self.isLetter($0) || Self.isDigit($0) || $0 == UInt8(ascii: ".") })
                .map(LuaToken.number)
        }
        if first == UInt8(ascii: "'") || first == UInt8(ascii: "\"") { return takeString(first).map(LuaToken.string) }
        if rest.starts(with: Array("[[".utf8)) { return takeLongString().map(LuaToken.string) }
        for symbol in Self.symbols where rest.starts(with: symbol.utf8) {
            rest = rest.dropFirst(symbol.utf8.count)
            return .symbol(symbol)
        }
        guard Array("+-*/%^#<>=(){}[];:,.".utf8).contains(first) else { return nil }
        rest.removeFirst()
        return .symbol(String(UnicodeScalar(first)))
    }

    private mutating func skipBlanks() {
        while let first = rest.first {
            if first == 0x0a { line += 1 }
            if RedisText.isBlank(first) {
                rest.removeFirst()
            } else if rest.starts(with: Array("--".utf8)) {
                rest = rest.drop { $0 != 0x0a }
            } else {
                return
            }
        }
    }

    private mutating func take(while isPart: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let taken = rest.prefix(while: isPart)
        rest = rest.dropFirst(taken.count)
        return taken
    }

    private mutating func takeString(_ quote: UInt8) -> [UInt8]? {
        rest.removeFirst()
        var text: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte == quote { return text }
            if byte == 0x0a { return nil }
            guard byte == UInt8(ascii: "\\") else {
                text.append(byte)
                continue
            }
            guard let escaped = takeEscape() else { return nil }
            text.append(escaped)
        }
        return nil
    }

    private mutating func takeEscape() -> UInt8? {
        let digits = rest.prefix(3).prefix(while: Self.isDigit)
        if !digits.isEmpty {
            rest = rest.dropFirst(digits.count)
            return UInt8(String(decoding: digits, as: UTF8.self))
        }
        guard let mark = rest.popFirst() else { return nil }
        switch mark {
        case UInt8(ascii: "n"): return 0x0a
        case UInt8(ascii: "r"): return 0x0d
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "a"): return 0x07
        case UInt8(ascii: "b"): return 0x08
        case 0x0a:
            line += 1
            return mark
        default: return mark
        }
    }

    private mutating func takeLongString() -> [UInt8]? {
        rest = rest.dropFirst(2)
        let end = Array("]]".utf8)
        guard let place = rest.indices.first(where: { rest[$0...].starts(with: end) }) else { return nil }
        let text = rest[..<place]
        line += text.count { $0 == 0x0a }
        rest = rest[(place + 2)...]
        return Array(text)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte) || byte == UInt8(ascii: "_")
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
