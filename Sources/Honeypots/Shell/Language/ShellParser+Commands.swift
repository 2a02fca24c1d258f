extension ShellParser {
    /// Commands up to a token that cannot continue the list. As a line it ends at the first newline; inside a compound
    /// command newlines separate.
    mutating func parseList(isLine: Bool = false) throws(ShellSyntaxError) -> ShellList {
        try nested { (parser) throws(ShellSyntaxError) in
            var list = ShellList()
            while true {
                if !isLine { try parser.skipNewlines() }
                guard try parser.startsCommand() else { return list }
                let start = parser.position
                let andOr = try parser.parseAndOr()
                switch try parser.peek() {
                case .symbol(.background, _):
                    let source = ByteString(parser.text[start..<parser.position].drop { $0.isSpace })
                    list.items.append(ShellList.Item(andOr: andOr, background: source))
                    try parser.advance()
                case .symbol(.semicolon, _):
                    list.items.append(ShellList.Item(andOr: andOr, background: nil))
                    try parser.advance()
                case .newline where !isLine:
                    list.items.append(ShellList.Item(andOr: andOr, background: nil))
                case .newline, .end, .word, .symbol:
                    list.items.append(ShellList.Item(andOr: andOr, background: nil))
                    return list
                }
            }
        }
    }

    private mutating func startsCommand() throws(ShellSyntaxError) -> Bool {
        switch try peek() {
        case .newline, .end: return false
        case .symbol(let symbol, _):
            if symbol == .openParenthesis || symbol.isRedirection { return true }
            switch symbol {
            case .closeParenthesis, .choiceEnd, .choiceGoesOn, .choiceFallsThrough: return false
            default: break
            }
            throw ShellSyntaxError.unexpected(try peek().shown)
        case .word:
            switch try peekReserved() {
            case .then, .elif, .else, .fi, .do, .done, .esac, .closeBrace: return false
            case .not, .openBrace, .if, .for, .in, .while, .until, .case, .function, .openCondition, .select, .time,
                .coproc, nil:
                return true
            }
        }
    }

    mutating func skipNewlines() throws(ShellSyntaxError) {
        while try peek() == .newline { try advance() }
    }

    private mutating func parseAndOr() throws(ShellSyntaxError) -> ShellList.AndOr {
        var andOr = ShellList.AndOr(first: try parsePipeline(), rest: [])
        while true {
            let joint: ShellList.AndOr.Joint
            switch try peek() {
            case .symbol(.and, _): joint = .and
            case .symbol(.or, _): joint = .or
            case .symbol, .word, .newline, .end: return andOr
            }
            try advance()
            try skipNewlines()
            andOr.rest.append((joint, try parsePipeline()))
        }
    }

    private mutating func parsePipeline() throws(ShellSyntaxError) -> ShellList.Pipeline {
        var pipeline = ShellList.Pipeline(isNegated: false, commands: [])
        if try peekReserved() == .time {
            pipeline.isTimed = true
            try advance()
            if case .word(let word) = try peek(), word.plainText == "-p" {
                pipeline.isTimedPortably = true
                try advance()
            }
        }
        while try peekReserved() == .not {
            pipeline.isNegated.toggle()
            try count()
            try advance()
        }
        pipeline.commands.append(try parseCommand())
        while case .symbol(let symbol, _) = try peek(), symbol == .pipe || symbol == .pipeBoth {
            if symbol == .pipeBoth, let last = pipeline.commands.popLast() {
                pipeline.commands.append(last.withErrorsOnOutput)
            }
            try advance()
            try skipNewlines()
            pipeline.commands.append(try parseCommand())
        }
        return pipeline
    }

    private mutating func parseCommand() throws(ShellSyntaxError) -> ShellSyntax {
        try count()
        if let compound = try parseCompound() {
            return .compound(compound, try parseRedirections())
        }
        switch try peek() {
        case .word: break
        case .symbol(let symbol, _) where symbol.isRedirection: break
        case .end: throw ShellSyntaxError.unexpectedEnd(expecting: nil)
        case .newline, .symbol: throw ShellSyntaxError.unexpected(try peek().shown)
        }
        switch try peekReserved() {
        case .function:
            try advance()
            guard case .word(let word) = try peek(), let name = word.plainText else {
                throw ShellSyntaxError.unexpected(try peek().shown)
            }
            try advance()
            if case .symbol(.openParenthesis, _) = try peek() {
                try advance()
                try expect(.closeParenthesis)
            }
            return .function(name: name, body: try parseFunctionBody())
        case .coproc:
            try advance()
            return try nested { (parser) throws(ShellSyntaxError) in try parser.parseCommand() }
        case .then, .elif, .else, .fi, .do, .done, .esac, .closeBrace, .not, .time:
            throw ShellSyntaxError.unexpected(try peek().shown)
        case .in where dialect != .bash: throw ShellSyntaxError.unexpected(try peek().shown)
        case .openBrace, .if, .for, .while, .until, .case, .openCondition, .select, .in, nil: break
        }
        return try parseSimple()
    }

    private mutating func parseFunctionBody() throws(ShellSyntaxError) -> ShellSyntax {
        try skipNewlines()
        return try nested { (parser) throws(ShellSyntaxError) in try parser.parseCommand() }
    }

    private mutating func parseSimple() throws(ShellSyntaxError) -> ShellSyntax {
        var simple = ShellSyntax.Simple()
        simple.line = currentLine()
        while true {
            switch try peek() {
            case .symbol(let symbol, _) where symbol.isRedirection:
                simple.redirections.append(try parseRedirection())
            case .symbol(.openParenthesis, _):
                guard simple.words.count == 1, simple.assignments.isEmpty, let name = simple.words[0].plainText else {
                    throw ShellSyntaxError.unexpected(try peek().shown)
                }
                try advance()
                try expect(.closeParenthesis)
                return .function(name: name, body: try parseFunctionBody())
            case .word(let word):
                try count()
                try advance()
                if simple.words.isEmpty, let assignment = assignment(in: word) {
                    simple.assignments.append(assignment)
                } else {
                    simple.words.append(word)
                    if simple.words.count == 1, dialect == .ash, word.plainText == "[[" {
                        try parseConditionWords(&simple)
                    }
                }
            case .symbol, .newline, .end:
                return .simple(simple)
            }
        }
    }

    /// Between `[[` and `]]` operators are words of the test.
    private mutating func parseConditionWords(_ simple: inout ShellSyntax.Simple) throws(ShellSyntaxError) {
        while true {
            switch try peek() {
            case .word(let word):
                try count()
                try advance()
                simple.words.append(word)
                if word.plainText == "]]" { return }
            case .symbol(let symbol, _):
                try advance()
                simple.words.append(ShellWord(quoted: ByteString(symbol.rawValue)))
            case .newline, .end: throw ShellSyntaxError.unexpectedEnd(expecting: "\"]]\"")
            }
        }
    }

    /// `name=value` at the beginning of a word.
    private func assignment(in word: ShellWord) -> ShellSyntax.Simple.Assignment? {
        if dialect == .bash, let assignment = Self.bashAssignment(in: word) { return assignment }
        guard case .plain(let text) = word.parts.first, let sign = text.firstIndex(of: UInt8(ascii: "=")), sign > 0,
            text[0].isNameStart, text[..<sign].allSatisfy({ $0.isName })
        else { return nil }
        var value = word
        let rest = ByteString(text[(sign + 1)...])
        if rest.isEmpty { value.parts.removeFirst() } else { value.parts[0] = .plain(rest) }
        if rest.first == UInt8(ascii: "~") {
            let name = rest.dropFirst().prefix { $0.isName }
            value.parts[0] = .tilde(ByteString(name))
            let after = ByteString(rest.dropFirst(1 + name.count))
            if !after.isEmpty { value.parts.insert(.plain(after), at: 1) }
        }
        return ShellSyntax.Simple.Assignment(name: ByteString(text[..<sign]), value: value)
    }

    // MARK: Expectations

    mutating func peekReserved() throws(ShellSyntaxError) -> ShellReservedWord? {
        guard case .word(let word) = try peek(), let text = word.plainText, text.count <= 8,
            let reserved = ShellReservedWord(rawValue: text.text)
        else { return nil }
        switch reserved {
        case .openCondition, .select, .time, .coproc: return dialect == .bash ? reserved : nil
        case .function: return dialect == .dash ? nil : reserved
        case .not, .openBrace, .closeBrace, .if, .then, .elif, .else, .fi, .for, .in, .while, .until, .do, .done, .case,
            .esac:
            return reserved
        }
    }

    mutating func expect(_ reserved: ShellReservedWord) throws(ShellSyntaxError) {
        guard try peekReserved() == reserved else { throw try unexpected("\"" + ByteString(reserved.rawValue) + "\"") }
        try advance()
    }

    mutating func expect(_ symbol: ShellToken.Symbol) throws(ShellSyntaxError) {
        guard case .symbol(symbol, _) = try peek() else {
            throw try unexpected("\"" + ByteString(symbol.rawValue) + "\"")
        }
        try advance()
    }

    mutating func unexpected(_ expected: ByteString) throws(ShellSyntaxError) -> ShellSyntaxError {
        let token = try peek()
        return token == .end ? .unexpectedEnd(expecting: expected) : .unexpected(token.shown, expecting: expected)
    }
}
