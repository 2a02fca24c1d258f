extension ShellParser {
    /// The inside of `${ … }`; the closing brace is taken.
    mutating func readBraces(isQuoted: Bool) throws(ShellSyntaxError) -> ShellWord.Parameter {
        var isLength = false
        if peekByte() == UInt8(ascii: "#"), let next = peekByte(1), next != UInt8(ascii: "}"),
            next.isName || Self.isSpecialParameter(next)
        {
            isLength = true
            position += 1
        }
        let isIndirect =
            dialect == .bash && peekByte() == UInt8(ascii: "!") && peekByte(1).map { $0.isName } == true
        if isIndirect { position += 1 }
        guard let name = takeParameterName() else {
            if position >= text.count { throw missing("}") }
            throw ShellSyntaxError.faulty("bad substitution")
        }
        var parameter = ShellWord.Parameter(name: name)
        if dialect == .bash, peekByte() == UInt8(ascii: "["), name.first?.isNameStart == true {
            position += 1
            parameter.index = try readIndex()
        }
        if isIndirect {
            parameter.operation = readIndirection(&parameter)
        } else if isLength {
            parameter.operation = .length
        } else {
            parameter.operation = try readOperation(isQuoted: isQuoted)
        }
        guard let close = peekByte() else { throw missing("}") }
        guard close == UInt8(ascii: "}") else { throw ShellSyntaxError.faulty("bad substitution") }
        position += 1
        return parameter
    }

    private func peekByte(_ ahead: Int = 0) -> UInt8? {
        position + ahead < text.count ? text[position + ahead] : nil
    }

    private mutating func takeParameterName() -> ByteString? {
        guard let first = peekByte() else { return nil }
        let rest = text[position...]
        let name: ArraySlice<UInt8>
        if first.isNameStart {
            name = rest.prefix { $0.isName }
        } else if first.isDigit {
            name = rest.prefix { $0.isDigit }
        } else if Self.isSpecialParameter(first) {
            name = rest.prefix(1)
        } else {
            return nil
        }
        position = name.endIndex
        return ByteString(name)
    }

    /// What follows the name.
    private mutating func readOperation(isQuoted: Bool) throws(ShellSyntaxError) -> ShellWord.Parameter.Operation {
        guard let byte = peekByte(), byte != UInt8(ascii: "}") else { return .value }
        position += 1
        switch byte {
        case UInt8(ascii: ":"):
            if let next = peekByte(), let fallback = Self.fallback(next) {
                position += 1
                return .fallback(fallback, try readOperand(isQuoted: isQuoted, stop: nil), emptyCounts: true)
            }
            let offset = try readOperand(isQuoted: isQuoted, stop: byte)
            guard peekByte() == byte else { return .slice(offset: offset, length: nil) }
            position += 1
            return .slice(offset: offset, length: try readOperand(isQuoted: isQuoted, stop: nil))
        case UInt8(ascii: "#"), UInt8(ascii: "%"):
            let longest = peekByte() == byte
            if longest { position += 1 }
            // The pattern is one even between double quotes.
            let pattern = try readOperand(isQuoted: false, stop: nil)
            return .trim(pattern, fromEnd: byte == UInt8(ascii: "%"), longest: longest)
        case UInt8(ascii: "/"):
            let all = peekByte() == byte
            if all { position += 1 }
            if dialect == .bash, !all, let anchor = peekByte(),
                anchor == UInt8(ascii: "#") || anchor == UInt8(ascii: "%")
            {
                position += 1
                let pattern = try readOperand(isQuoted: false, stop: byte)
                var replacement = ShellWord()
                if peekByte() == byte {
                    position += 1
                    replacement = try readOperand(isQuoted: isQuoted, stop: nil)
                }
                return .replaceAnchored(pattern, with: replacement, atEnd: anchor == UInt8(ascii: "%"))
            }
            let pattern = try readOperand(isQuoted: false, stop: byte)
            guard peekByte() == byte else { return .replace(pattern, with: ShellWord(), all: all) }
            position += 1
            return .replace(pattern, with: try readOperand(isQuoted: isQuoted, stop: nil), all: all)
        case UInt8(ascii: "^") where dialect == .bash, UInt8(ascii: ",") where dialect == .bash:
            let all = peekByte() == byte
            if all { position += 1 }
            _ = try readOperand(isQuoted: false, stop: nil)
            return .changeCase(upper: byte == UInt8(ascii: "^"), all: all)
        case UInt8(ascii: "@") where dialect == .bash:
            let letter = peekByte() ?? 0
            position += 1
            return .transform(letter)
        default:
            guard let fallback = Self.fallback(byte) else { throw ShellSyntaxError.faulty("bad substitution") }
            return .fallback(fallback, try readOperand(isQuoted: isQuoted, stop: nil), emptyCounts: false)
        }
    }

    private static func fallback(_ byte: UInt8) -> ShellWord.Parameter.Fallback? {
        switch byte {
        case UInt8(ascii: "-"): .use
        case UInt8(ascii: "="): .assign
        case UInt8(ascii: "?"): .complain
        case UInt8(ascii: "+"): .alternative
        default: nil
        }
    }

    /// The inside of the brackets behind a name; the closing one is taken.
    private mutating func readIndex() throws(ShellSyntaxError) -> ShellWord {
        var word = WordBuilder()
        var open = 0
        while let byte = peekByte() {
            if byte == UInt8(ascii: "]"), open == 0 {
                position += 1
                return word.word
            }
            if byte == UInt8(ascii: "[") { open += 1 }
            if byte == UInt8(ascii: "]") { open -= 1 }
            if byte.isWordBreak || Self.isOperatorByte(byte) {
                word.append(plain: byte)
                position += 1
            } else {
                try readPart(byte, into: &word)
            }
        }
        throw missing("}")
    }

    private mutating func readIndirection(_ parameter: inout ShellWord.Parameter) -> ShellWord.Parameter.Operation {
        if let index = parameter.index?.plainText, index == "@" || index == "*" { return .subscripts }
        if let byte = peekByte(), byte == UInt8(ascii: "*") || byte == UInt8(ascii: "@") {
            position += 1
            return .names
        }
        return .indirect
    }
}
