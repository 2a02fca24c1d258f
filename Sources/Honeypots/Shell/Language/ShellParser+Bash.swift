/// Words that only bash has.
extension ShellParser {
    /// `<(` or `>(` begins here.
    var startsProcess: Bool {
        dialect == .bash && position + 1 < text.count && text[position + 1] == UInt8(ascii: "(")
            && (text[position] == UInt8(ascii: "<") || text[position] == UInt8(ascii: ">"))
    }

    mutating func readProcess(into word: inout WordBuilder) throws(ShellSyntaxError) {
        let isInput = text[position] == UInt8(ascii: "<")
        try count()
        position += 2
        let list = try nested { (parser) throws(ShellSyntaxError) in
            let list = try parser.parseList()
            try parser.expect(.closeParenthesis)
            return list
        }
        word.append(.process(list, isInput: isInput))
    }

    /// The elements of an array, from its parenthesis on.
    mutating func readArray() throws(ShellSyntaxError) -> [ShellWord] {
        position += 1
        return try nested { (parser) throws(ShellSyntaxError) in
            var words: [ShellWord] = []
            while true {
                switch try parser.peek() {
                case .newline: try parser.advance()
                case .word(let word):
                    try parser.count()
                    try parser.advance()
                    words.append(word)
                case .symbol(.closeParenthesis, _):
                    try parser.advance()
                    return words
                case .end:
                    throw ShellSyntaxError.incomplete(
                        message: "unterminated quoted string", until: .byte(UInt8(ascii: ")")))
                case .symbol: throw ShellSyntaxError.unexpected(try parser.peek().shown)
                }
            }
        }
    }

    /// The alternatives of `@( … )` with their parentheses: the pattern is made of them later. Quotes and substitutions
    /// are what they are everywhere.
    mutating func readExtendedPattern(into word: inout WordBuilder) throws(ShellSyntaxError) {
        var open = 0
        while position < text.count {
            let byte = text[position]
            guard byte.isWordBreak || Self.isOperatorByte(byte) else {
                try readPart(byte, into: &word)
                continue
            }
            if byte == UInt8(ascii: "(") { open += 1 }
            if byte == UInt8(ascii: ")") { open -= 1 }
            word.append(plain: byte)
            position += 1
            if open == 0 { return }
        }
        throw ShellSyntaxError.incomplete(message: "unterminated quoted string", until: .byte(UInt8(ascii: ")")))
    }

    /// `$[ … ]`, the old form of arithmetic.
    mutating func readOldArithmetic(into word: inout WordBuilder, _ isQuoted: Bool) throws(ShellSyntaxError) {
        position += 1
        let end = text[position...].firstIndex(of: UInt8(ascii: "]"))
        guard let end else { throw missing("]") }
        var inner = ShellParser(text[position..<end], dialect: dialect, depth: depth)
        position = end + 1
        word.append(.arithmetic(try inner.readQuoted(until: nil), isQuoted: isQuoted))
    }

    /// An expression up to `end`, which is taken, outside of inner parentheses: the parts of `(( … ))`.
    mutating func readExpression(until end: ByteString) throws(ShellSyntaxError) -> ShellWord {
        try nested { (parser) throws(ShellSyntaxError) in
            var inner = WordBuilder()
            var open = 0
            while parser.position < parser.text.count {
                if open == 0, parser.text[parser.position...].starts(with: end) {
                    parser.position += end.count
                    return inner.word
                }
                let byte = parser.text[parser.position]
                switch byte {
                case UInt8(ascii: "("): open += 1
                case UInt8(ascii: ")"): open -= 1
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
    }

    // MARK: Conditions

    /// Behind `[[`, up to and with `]]`.
    mutating func parseCondition() throws(ShellSyntaxError) -> ConditionExpression {
        conditions += 1
        defer { conditions -= 1 }
        let condition = try parseDisjunction()
        guard case .word(let word) = try peek(), word.plainText == "]]" else {
            if try peek() == .end { throw conditionEnd() }
            throw ShellSyntaxError.unexpected(try peek().shown)
        }
        try advance()
        return condition
    }

    private func conditionEnd() -> ShellSyntaxError {
        ShellSyntaxError.unexpectedEnd(expecting: "\"]]\"")
    }

    private mutating func parseDisjunction() throws(ShellSyntaxError) -> ConditionExpression {
        try nested { (parser) throws(ShellSyntaxError) in
            var left = try parser.parseConjunction()
            while case .symbol(.or, _) = try parser.peek() {
                try parser.advance()
                try parser.skipNewlines()
                left = .or(left, try parser.parseConjunction())
                try parser.count()
            }
            return left
        }
    }

    private mutating func parseConjunction() throws(ShellSyntaxError) -> ConditionExpression {
        var left = try parsePrimaryCondition()
        while case .symbol(.and, _) = try peek() {
            try advance()
            try skipNewlines()
            left = .and(left, try parsePrimaryCondition())
            try count()
        }
        try skipNewlines()
        return left
    }

    private mutating func parsePrimaryCondition() throws(ShellSyntaxError) -> ConditionExpression {
        try skipNewlines()
        if case .symbol(.openParenthesis, _) = try peek() {
            try advance()
            let inner = try parseDisjunction()
            try expect(.closeParenthesis)
            return inner
        }
        guard case .word(let first) = try peek() else {
            if try peek() == .end { throw conditionEnd() }
            throw ShellSyntaxError.unexpected(try peek().shown)
        }
        try count()
        try advance()
        if first.plainText == "!" {
            return .not(try nested { (parser) throws(ShellSyntaxError) in try parser.parsePrimaryCondition() })
        }
        if let text = first.plainText, text.count == 2, text[0] == UInt8(ascii: "-"), text[1].isLetter,
            case .word(let operand) = try peek(), operand.plainText != "]]"
        {
            try advance()
            return .unary(text[1], operand)
        }
        guard let operation = try takeConditionOperator() else { return .word(first) }
        if operation == "=~" { return .binary(first, operation, try readRegularExpression()) }
        guard case .word(let second) = try peek(), second.plainText != "]]" else {
            throw try peek() == .end ? conditionEnd() : .faulty("unexpected argument")
        }
        try advance()
        return .binary(first, operation, second)
    }

    private mutating func takeConditionOperator() throws(ShellSyntaxError) -> ByteString? {
        switch try peek() {
        case .symbol(.read, nil):
            try advance()
            return "<"
        case .symbol(.write, nil):
            try advance()
            return ">"
        case .word(let word):
            guard let text = word.plainText,
                [
                    "=", "==", "!=", "=~", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef",
                ].contains(text)
            else { return nil }
            // What follows `=~` is no usual word, so it must not be looked at before.
            try advance()
            return text
        case .symbol, .newline, .end: return nil
        }
    }

    /// A regular expression may hold parentheses and bars.
    private mutating func readRegularExpression() throws(ShellSyntaxError) -> ShellWord {
        while position < text.count, text[position].isBlank { position += 1 }
        var word = WordBuilder()
        var open = 0
        while position < text.count {
            let byte = text[position]
            if byte == 0x0a || byte.isBlank && open <= 0 { break }
            if byte == UInt8(ascii: "(") { open += 1 }
            if byte == UInt8(ascii: ")") { open -= 1 }
            if Self.isOperatorByte(byte) || byte.isBlank {
                word.append(plain: byte)
                position += 1
            } else if byte == UInt8(ascii: "\\") {
                word.append(plain: byte)
                position += 1
                if position < text.count {
                    word.append(plain: text[position])
                    position += 1
                }
            } else {
                try readPart(byte, into: &word)
            }
        }
        return word.word
    }
}

extension ShellWord {
    /// `name=` or `name+=`: a parenthesis behind it begins an array.
    var opensArray: Bool {
        guard case .plain(let text) = parts.last, parts.count == 1, text.last == UInt8(ascii: "=") else { return false }
        let name = text.dropLast(text.dropLast().last == UInt8(ascii: "+") ? 2 : 1)
        return name.first?.isNameStart == true && name.allSatisfy { $0.isName }
    }

    /// `@`, `?`, `*`, `+` or `!` right before a parenthesis.
    var opensExtendedPattern: Bool {
        guard case .plain(let text) = parts.last, let last = text.last else { return false }
        return "@?*+!".utf8.contains(last)
    }
}
