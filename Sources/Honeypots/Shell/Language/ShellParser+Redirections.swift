extension ShellParser {
    mutating func parseRedirections() throws(ShellSyntaxError) -> [ShellRedirection] {
        var redirections: [ShellRedirection] = []
        while case .symbol(let symbol, _) = try peek(), symbol.isRedirection {
            redirections.append(try parseRedirection())
        }
        return redirections
    }

    /// The redirection whose operator is the next token.
    mutating func parseRedirection() throws(ShellSyntaxError) -> ShellRedirection {
        try count()
        guard case .symbol(let symbol, let descriptor) = try peek() else { throw try unexpected("redirection") }
        try advance()
        guard case .word(let word) = try peek() else {
            let token = try peek()
            throw token == .end
                ? ShellSyntaxError.unexpectedEnd(expecting: nil) : ShellSyntaxError.unexpected(token.shown)
        }
        try advance()
        switch symbol {
        case .read: return ShellRedirection(descriptor: descriptor ?? 0, target: .read(word))
        case .write, .clobber: return ShellRedirection(descriptor: descriptor ?? 1, target: .write(word))
        case .append: return ShellRedirection(descriptor: descriptor ?? 1, target: .append(word))
        case .readWrite: return ShellRedirection(descriptor: descriptor ?? 0, target: .readWrite(word))
        case .duplicateInput: return ShellRedirection(descriptor: descriptor ?? 0, target: .duplicate(word))
        case .duplicateOutput:
            // `>&file` without a number is `&>file`.
            let isNumber = word.plainText.map { $0 == "-" || $0.allSatisfy { $0.isDigit } } ?? true
            return descriptor == nil && !isNumber
                ? ShellRedirection(descriptor: 1, target: .writeBoth(word))
                : ShellRedirection(descriptor: descriptor ?? 1, target: .duplicate(word))
        case .writeBoth: return ShellRedirection(descriptor: 1, target: .writeBoth(word))
        case .appendBoth: return ShellRedirection(descriptor: 1, target: .appendBoth(word))
        case .hereString:
            var text = word
            text.parts.append(.quoted("\n"))
            return ShellRedirection(descriptor: descriptor ?? 0, target: .hereDocument(text))
        case .hereDocument, .hereDocumentTabs:
            let body = try readDocument(until: word, stripsTabs: symbol == .hereDocumentTabs)
            return ShellRedirection(descriptor: descriptor ?? 0, target: .hereDocument(body))
        case .and, .or, .choiceEnd, .semicolon, .background, .pipe, .openParenthesis, .closeParenthesis, .choiceGoesOn,
            .choiceFallsThrough, .pipeBoth:
            throw ShellSyntaxError.unexpected(ShellToken.symbol(symbol, descriptor: nil).shown)
        }
    }

    /// The delimiter after quote removal, and whether any of it was quoted.
    private static func documentEnd(_ word: ShellWord) -> (ByteString, Bool) {
        var end = ByteString()
        var isQuoted = false
        for part in word.parts {
            switch part {
            case .plain(let text): end += text
            case .quoted(let text):
                end += text
                isQuoted = true
            case .parameter(let parameter, _): end += "$" + parameter.name
            case .tilde(let name): end += "~" + name
            case .command, .arithmetic, .array, .process: isQuoted = true
            }
        }
        return (end, isQuoted)
    }

    /// Reads the body of a here-document: it begins on the line after this one, or behind the body before it, and is
    /// left out when the parser comes to the end of this line.
    private mutating func readDocument(
        until delimiter: ShellWord, stripsTabs: Bool
    ) throws(ShellSyntaxError) -> ShellWord {
        let (end, isQuoted) = Self.documentEnd(delimiter)
        var start = documentsEnd ?? text[position...].firstIndex(of: 0x0a).map { $0 + 1 } ?? text.count
        var body: [UInt8] = []
        while true {
            guard start < text.count else {
                if !isInteractive, dialect == .bash { openDocuments.append((currentLine(), end)) }
                if isInteractive { throw ShellSyntaxError.incomplete(message: "", until: .line(end)) }
                break
            }
            let lineEnd = text[start...].firstIndex(of: 0x0a) ?? text.count
            var line = text[start..<lineEnd]
            start = min(lineEnd + 1, text.count)
            if stripsTabs { line = line.drop { $0 == 0x09 } }
            if line.elementsEqual(end) { break }
            body += line
            body.append(0x0a)
        }
        documentsEnd = start
        if isQuoted { return ShellWord(quoted: ByteString(body)) }
        // Expanded like text in double quotes, except that a double quote is nothing special in it.
        var parser = ShellParser(body, dialect: dialect, depth: depth)
        return try parser.readQuoted(until: nil)
    }
}
