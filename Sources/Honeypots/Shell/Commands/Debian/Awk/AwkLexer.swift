/// The words of an awk program.
struct AwkLexer {
    enum Token: Hashable {
        case number(Double)
        case text(ByteString)
        case expression(ByteString)
        case name(ByteString)
        /// A name with a parenthesis right behind it.
        case function(ByteString)
        case builtin(ByteString)
        case keyword(ByteString)
        case symbol(ByteString)
        case newline
        case end
    }

    private let text: [UInt8]
    private(set) var position = 0
    private(set) var line = 1

    init(_ text: [UInt8]) { self.text = text }

    private static let keywords: Set<ByteString> = [
        "BEGIN", "END", "function", "func", "if", "else", "while", "for", "do", "break", "continue", "next", "nextfile",
        "exit", "return", "delete", "in", "getline", "print", "printf",
    ]
    static let builtins: Set<ByteString> = [
        "length", "substr", "index", "split", "sub", "gsub", "match", "sprintf", "sin", "cos", "atan2", "exp", "log",
        "sqrt", "int", "rand", "srand", "tolower", "toupper", "system", "close", "fflush", "systime", "strftime",
        "mktime",
    ]
    private static let symbols: [ByteString] = [
        "&&", "||", "++", "--", "+=", "-=", "*=", "/=", "%=", "^=", "==", "<=", ">=", "!=", "!~", ">>",
        "{", "}", "(", ")", "[", "]", ";", ",", "+", "-", "*", "/", "%", "^", "!", "<", ">", "|", "?", ":", "~", "$",
        "=",
    ]

    mutating func next() throws(AwkFault) -> Token {
        skip()
        guard position < text.count else { return .end }
        let byte = text[position]
        if byte == 0x0a {
            position += 1
            line += 1
            return .newline
        }
        if byte.isDigit || byte == 0x2e && position + 1 < text.count && text[position + 1].isDigit {
            if byte == 0x30, position + 1 < text.count, text[position + 1] | 0x20 == UInt8(ascii: "x") {
                let digits = text[(position + 2)...].prefix { $0.hexadecimalValue != nil }
                position = digits.endIndex
                return .number(digits.reduce(0) { $0 * 16 + Double($1.hexadecimalValue ?? 0) })
            }
            let (value, length) = DecimalFormat.number(text[position...])
            position += max(1, length)
            return .number(value)
        }
        if byte.isNameStart {
            let name = ByteString(text[position...].prefix { $0.isName })
            position += name.count
            if Self.keywords.contains(name) { return .keyword(name == "func" ? "function" : name) }
            if Self.builtins.contains(name) { return .builtin(name) }
            return position < text.count && text[position] == UInt8(ascii: "(") ? .function(name) : .name(name)
        }
        if byte == UInt8(ascii: "\"") { return .text(try string()) }
        for symbol in Self.symbols where text[position...].starts(with: symbol) {
            position += symbol.count
            return .symbol(symbol)
        }
        throw AwkFault(message: "unexpected character '\(ByteString([byte]))'")
    }

    /// Behind a `/` (or `/=`) that stands where an operand must: the rest of the regular expression.
    mutating func expression(after start: ByteString) throws(AwkFault) -> Token {
        var pattern = ByteString(start.dropFirst())
        while position < text.count, text[position] != 0x0a {
            let byte = text[position]
            position += 1
            if byte == UInt8(ascii: "/") { return .expression(pattern) }
            if byte == UInt8(ascii: "\\"), position < text.count {
                if text[position] != UInt8(ascii: "/") { pattern.append(byte) }
                pattern.append(text[position])
                position += 1
            } else {
                pattern.append(byte)
            }
        }
        throw AwkFault(message: "regular expression compile failed (missing '/')\n\(pattern)")
    }

    private mutating func skip() {
        while position < text.count {
            let byte = text[position]
            if byte.isBlank || byte == 0x0d {
                position += 1
            } else if byte == UInt8(ascii: "\\"), position + 1 < text.count, text[position + 1] == 0x0a {
                position += 2
                line += 1
            } else if byte == UInt8(ascii: "#") {
                while position < text.count, text[position] != 0x0a { position += 1 }
            } else {
                return
            }
        }
    }

    private mutating func string() throws(AwkFault) -> ByteString {
        position += 1
        let start = position
        var raw: [UInt8] = []
        while position < text.count, text[position] != UInt8(ascii: "\"") {
            if text[position] == 0x0a { break }
            if text[position] == UInt8(ascii: "\\"), position + 1 < text.count {
                raw.append(text[position])
                position += 1
            }
            raw.append(text[position])
            position += 1
        }
        guard position < text.count, text[position] == UInt8(ascii: "\"") else {
            throw AwkFault(message: "runaway string constant \"\(text[start...].prefix(10)) ...")
        }
        position += 1
        return Self.unescaped(raw)
    }

    /// The escapes of strings, and of `-v`.
    static func unescaped(_ raw: [UInt8]) -> ByteString {
        var result = ByteString()
        var rest = raw[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let next = rest.first else {
                result.append(byte)
                continue
            }
            switch next {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
                rest.removeFirst()
                result.append(next)
            case 0x0a: rest.removeFirst()
            default:
                let before = rest.count
                let bytes = EchoEscapes.take(&rest, style: .gnuFormat)
                result += ByteString(bytes)
                if rest.count == before { continue }
            }
        }
        return result
    }
}
