extension ShellParser {
    /// A word that begins here: up to an unquoted blank, end of line or operator.
    mutating func readWord() throws(ShellSyntaxError) -> ShellWord {
        var word = WordBuilder()
        if text[position] == UInt8(ascii: "~") {
            let name = text[(position + 1)...].prefix { $0.isName || $0 == UInt8(ascii: "-") }
            let after = name.endIndex < text.count ? text[name.endIndex] : 0x20
            if after == UInt8(ascii: "/") || after.isWordBreak || Self.isOperatorByte(after) {
                word.append(.tilde(ByteString(name)))
                position = name.endIndex
            }
        }
        while position < text.count {
            let byte = text[position]
            if byte == UInt8(ascii: "("), dialect == .bash, word.word.opensArray {
                word.append(.array(try readArray()))
                continue
            }
            if byte == UInt8(ascii: "("), dialect == .bash, hasChoices || conditions > 0,
                word.word.opensExtendedPattern
            {
                try readExtendedPattern(into: &word)
                continue
            }
            if startsProcess {
                try readProcess(into: &word)
                continue
            }
            if byte.isWordBreak || Self.isOperatorByte(byte) { break }
            try readPart(byte, into: &word)
        }
        return word.word
    }

    /// The rest of `${name<operator>`, up to its `}`, or up to `stop` where that comes first. Inside double quotes
    /// blanks and single quotes are literal.
    mutating func readOperand(isQuoted: Bool, stop: UInt8?) throws(ShellSyntaxError) -> ShellWord {
        var word = WordBuilder()
        while position < text.count {
            let byte = text[position]
            if byte == UInt8(ascii: "}") || byte == stop { return word.word }
            if isQuoted, byte == UInt8(ascii: "'") {
                word.append(quoted: byte)
                position += 1
            } else if byte.isWordBreak || Self.isOperatorByte(byte) {
                if isQuoted { word.append(quoted: byte) } else { word.append(plain: byte) }
                position += 1
            } else {
                try readPart(byte, into: &word, isQuoted: isQuoted)
            }
        }
        throw missing("}")
    }

    /// Text in which only `$`, `` ` `` and `\` are special, up to `end`, which is taken; nil: up to the end of the text.
    mutating func readQuoted(until end: UInt8?) throws(ShellSyntaxError) -> ShellWord {
        try nested { (parser) throws(ShellSyntaxError) in
            var word = WordBuilder()
            while parser.position < parser.text.count {
                let byte = parser.text[parser.position]
                if byte == end {
                    parser.position += 1
                    return word.word
                }
                switch byte {
                case UInt8(ascii: "\\"): parser.readQuotedEscape(into: &word, end: end)
                case UInt8(ascii: "$"): try parser.readDollar(into: &word, isQuoted: true)
                case UInt8(ascii: "`"): try parser.readBackquotes(into: &word, isQuoted: true)
                default:
                    word.append(quoted: byte)
                    parser.position += 1
                }
            }
            guard let end else { return word.word }
            throw ShellSyntaxError.incomplete(message: "unterminated quoted string", until: .byte(end))
        }
    }

    /// One piece of a word that begins with `byte`.
    mutating func readPart(
        _ byte: UInt8, into word: inout WordBuilder, isQuoted: Bool = false
    ) throws(ShellSyntaxError) {
        switch byte {
        case UInt8(ascii: "\\"):
            if isQuoted { return readQuotedEscape(into: &word, end: UInt8(ascii: "\"")) }
            position += 1
            guard position < text.count else {
                if isInteractive { throw ShellSyntaxError.incomplete(message: "", until: .anything) }
                return word.append(quoted: byte)
            }
            if text[position] != 0x0a { word.append(quoted: text[position]) }
            position += 1
        case UInt8(ascii: "'"):
            guard let end = text[(position + 1)...].firstIndex(of: byte) else {
                throw ShellSyntaxError.incomplete(message: "unterminated quoted string", until: .byte(byte))
            }
            word.append(quoted: text[(position + 1)..<end])
            position = end + 1
        case UInt8(ascii: "\""):
            position += 1
            let quoted = try readQuoted(until: byte)
            // Even nothing between quotes makes a word; "$@" without parameters makes none.
            if quoted.parts.isEmpty { word.append(quoted: []) }
            for part in quoted.parts { word.append(part) }
        case UInt8(ascii: "$"): try readDollar(into: &word, isQuoted: isQuoted)
        case UInt8(ascii: "`"): try readBackquotes(into: &word, isQuoted: isQuoted)
        default:
            if isQuoted { word.append(quoted: byte) } else { word.append(plain: byte) }
            position += 1
        }
    }

    /// A backslash between double quotes protects only what would be special there.
    private mutating func readQuotedEscape(into word: inout WordBuilder, end: UInt8?) {
        position += 1
        guard position < text.count else { return word.append(quoted: UInt8(ascii: "\\")) }
        let byte = text[position]
        position += 1
        switch byte {
        case 0x0a: return
        case UInt8(ascii: "$"), UInt8(ascii: "`"), UInt8(ascii: "\\"): word.append(quoted: byte)
        case UInt8(ascii: "\"") where end == byte: word.append(quoted: byte)
        default:
            word.append(quoted: UInt8(ascii: "\\"))
            word.append(quoted: byte)
        }
    }

    /// `` `…` ``: inside, a backslash protects `` ` ``, `$` and itself.
    mutating func readBackquotes(
        into word: inout WordBuilder, isQuoted: Bool
    ) throws(ShellSyntaxError) {
        position += 1
        var inner: [UInt8] = []
        while position < text.count, text[position] != UInt8(ascii: "`") {
            var byte = text[position]
            position += 1
            if byte == UInt8(ascii: "\\"), position < text.count {
                let escaped = text[position]
                let isSpecial =
                    escaped == UInt8(ascii: "`") || escaped == UInt8(ascii: "$") || escaped == UInt8(ascii: "\\")
                    || isQuoted && escaped == UInt8(ascii: "\"")
                if isSpecial {
                    byte = escaped
                    position += 1
                }
            }
            inner.append(byte)
        }
        guard position < text.count else {
            throw ShellSyntaxError.incomplete(
                message: "EOF in backquote substitution", until: .byte(UInt8(ascii: "`")))
        }
        position += 1
        let list = try nested { (parser) throws(ShellSyntaxError) in
            try parser.parseAll(inner)
        }
        word.append(.command(list, isQuoted: isQuoted))
    }

    /// A whole text as one list.
    private mutating func parseAll(_ text: [UInt8]) throws(ShellSyntaxError) -> ShellList {
        var parser = ShellParser(text, dialect: dialect, depth: depth)
        parser.parts = parts
        parser.hasChoices = hasChoices
        let list = try parser.parseList()
        guard try parser.peek() == .end else { throw ShellSyntaxError.unexpected(try parser.peek().shown) }
        parts = parser.parts
        return list
    }

    /// What `$` begins.
    mutating func readDollar(
        into word: inout WordBuilder, isQuoted: Bool
    ) throws(ShellSyntaxError) {
        try count()
        position += 1
        guard position < text.count else { return word.append(literal: UInt8(ascii: "$"), isQuoted) }
        let byte = text[position]
        switch byte {
        case UInt8(ascii: "("):
            if position + 1 < text.count, text[position + 1] == byte {
                return try readArithmetic(into: &word, isQuoted)
            }
            position += 1
            let list = try nested { (parser) throws(ShellSyntaxError) in
                let list = try parser.parseList()
                if parser.dialect == .bash, try parser.peek() == .end {
                    throw ShellSyntaxError.incomplete(
                        message: "unterminated quoted string", until: .byte(UInt8(ascii: ")")))
                }
                try parser.expect(.closeParenthesis)
                return list
            }
            word.append(.command(list, isQuoted: isQuoted))
        case UInt8(ascii: "{"):
            position += 1
            word.append(
                .parameter(
                    try nested { (parser) throws(ShellSyntaxError) in try parser.readBraces(isQuoted: isQuoted) },
                    isQuoted: isQuoted))
        case UInt8(ascii: "'") where !isQuoted && dialect != .dash: try readCQuotes(into: &word)
        case UInt8(ascii: "\"") where !isQuoted && dialect == .bash: return
        case UInt8(ascii: "[") where dialect == .bash: try readOldArithmetic(into: &word, isQuoted)
        case let byte where byte.isNameStart:
            let name = text[position...].prefix { $0.isName }
            position = name.endIndex
            word.append(.parameter(ShellWord.Parameter(name: ByteString(name)), isQuoted: isQuoted))
        case let byte where byte.isDigit || Self.isSpecialParameter(byte):
            position += 1
            word.append(.parameter(ShellWord.Parameter(name: ByteString([byte])), isQuoted: isQuoted))
        default: word.append(literal: UInt8(ascii: "$"), isQuoted)
        }
    }

    static func isSpecialParameter(_ byte: UInt8) -> Bool { "@*#?-$!".utf8.contains(byte) }

    /// `$((`: an expression up to the matching `))`.
    private mutating func readArithmetic(
        into word: inout WordBuilder, _ isQuoted: Bool
    ) throws(ShellSyntaxError) {
        position += 2
        let expression = try nested { (parser) throws(ShellSyntaxError) in
            var inner = WordBuilder()
            var open = 0
            while parser.position < parser.text.count {
                let byte = parser.text[parser.position]
                switch byte {
                case UInt8(ascii: "("): open += 1
                case UInt8(ascii: ")"):
                    if open == 0 {
                        guard parser.position + 1 < parser.text.count else { throw parser.missing("))") }
                        guard parser.text[parser.position + 1] == byte else {
                            throw ShellSyntaxError.faulty("missing '))'")
                        }
                        parser.position += 2
                        return inner.word
                    }
                    open -= 1
                case UInt8(ascii: "$"):
                    try parser.readDollar(into: &inner, isQuoted: true)
                    continue
                case UInt8(ascii: "`"):
                    try parser.readBackquotes(into: &inner, isQuoted: true)
                    continue
                case UInt8(ascii: "\""):
                    parser.position += 1
                    continue
                default: break
                }
                inner.append(quoted: byte)
                parser.position += 1
            }
            throw parser.missing("))")
        }
        word.append(.arithmetic(expression, isQuoted: isQuoted))
    }

    /// `$'…'`: the escapes of C.
    private mutating func readCQuotes(into word: inout WordBuilder) throws(ShellSyntaxError) {
        position += 1
        var inner: [UInt8] = []
        while position < text.count, text[position] != UInt8(ascii: "'") {
            inner.append(text[position])
            if text[position] == UInt8(ascii: "\\"), position + 1 < text.count {
                position += 1
                inner.append(text[position])
            }
            position += 1
        }
        guard position < text.count else {
            throw ShellSyntaxError.incomplete(message: "unterminated quoted string", until: .byte(UInt8(ascii: "'")))
        }
        position += 1
        word.append(quoted: EchoEscapes.expand(inner, style: dialect == .bash ? .bashQuotes : .cQuotes).bytes)
    }

    func missing(_ what: ByteString) -> ShellSyntaxError {
        .incomplete(message: "missing '" + what + "'", until: .anything)
    }
}
