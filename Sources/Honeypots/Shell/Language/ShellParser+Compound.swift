extension ShellParser {
    /// A compound command, when one begins here (POSIX.1-2017, XCU 2.9.4).
    mutating func parseCompound() throws(ShellSyntaxError) -> ShellSyntax.Compound? {
        if case .symbol(.openParenthesis, _) = try peek() {
            if dialect == .bash, let expression = try parseArithmetic() { return .arithmetic(expression) }
            try advance()
            let list = dialect == .bash ? try parseNonEmptyList() : try parseList()
            try expect(.closeParenthesis)
            return .subshell(list)
        }
        switch try peekReserved() {
        case .openBrace:
            try advance()
            let list = dialect.isDebian ? try parseNonEmptyList() : try parseList()
            try expect(.closeBrace)
            return .group(list)
        case .if:
            try advance()
            return try parseConditional()
        case .while:
            try advance()
            return try parseLoop(until: false)
        case .until:
            try advance()
            return try parseLoop(until: true)
        case .for:
            try advance()
            return try parseForEach()
        case .case:
            try advance()
            return try parseSelection()
        case .openCondition:
            try advance()
            return .condition(try parseCondition())
        case .select:
            try advance()
            return try parseSelect()
        case .not, .closeBrace, .then, .elif, .else, .fi, .in, .do, .done, .esac, .function, .time, .coproc, nil:
            return nil
        }
    }

    /// After `if`.
    private mutating func parseConditional() throws(ShellSyntaxError) -> ShellSyntax.Compound {
        var branches: [ShellSyntax.Branch] = []
        while true {
            let condition = try parseNonEmptyList()
            try expect(.then)
            branches.append(ShellSyntax.Branch(condition: condition, body: try parseNonEmptyList()))
            switch try peekReserved() {
            case .elif: try advance()
            case .else:
                try advance()
                let otherwise = try parseNonEmptyList()
                try expect(.fi)
                return .conditional(branches, otherwise: otherwise)
            case .fi:
                try advance()
                return .conditional(branches, otherwise: nil)
            case .not, .openBrace, .closeBrace, .if, .then, .for, .in, .while, .until, .do, .done, .case, .esac,
                .function, .openCondition, .select, .time, .coproc, nil:
                throw try unexpected("\"fi\"")
            }
        }
    }

    private mutating func parseLoop(until: Bool) throws(ShellSyntaxError) -> ShellSyntax.Compound {
        let condition = try parseNonEmptyList()
        return .loop(condition: condition, until: until, body: try parseLoopBody())
    }

    private mutating func parseLoopBody() throws(ShellSyntaxError) -> ShellList {
        try expect(.do)
        let body = try parseNonEmptyList()
        try expect(.done)
        return body
    }

    /// After `for`.
    private mutating func parseForEach() throws(ShellSyntaxError) -> ShellSyntax.Compound {
        if dialect == .bash, let counting = try parseCounting() { return counting }
        guard case .word(let word) = try peek(), let name = word.plainText, name.first?.isNameStart == true,
            name.allSatisfy({ $0.isName })
        else {
            throw ShellSyntaxError.faulty("bad for loop variable")
        }
        try advance()
        var words: [ShellWord]?
        try skipNewlines()
        if try peekReserved() == .in {
            try advance()
            var listed: [ShellWord] = []
            while case .word(let word) = try peek() {
                try count()
                try advance()
                listed.append(word)
            }
            words = listed
        }
        if case .symbol(.semicolon, _) = try peek() { try advance() }
        try skipNewlines()
        return .forEach(name: name, words: words, body: try parseLoopBody())
    }

    /// After `case`.
    private mutating func parseSelection() throws(ShellSyntaxError) -> ShellSyntax.Compound {
        guard case .word(let subject) = try peek() else { throw try unexpected("word") }
        try advance()
        try skipNewlines()
        try expect(.in)
        var choices: [ShellSyntax.Choice] = []
        while true {
            try skipNewlines()
            if try peekReserved() == .esac { break }
            if case .symbol(.openParenthesis, _) = try peek() { try advance() }
            var patterns: [ShellWord] = []
            while true {
                guard case .word(let pattern) = try peek() else {
                    throw try unexpected(try peek() == .end ? "\")\"" : "word")
                }
                try count()
                try advance()
                patterns.append(pattern)
                guard case .symbol(.pipe, _) = try peek() else { break }
                try advance()
            }
            try expect(.closeParenthesis)
            choices.append(ShellSyntax.Choice(patterns: patterns, body: try parseList()))
            if case .symbol(let symbol, _) = try peek(), symbol == .choiceGoesOn || symbol == .choiceFallsThrough {
                choices[choices.count - 1].end = symbol == .choiceGoesOn ? .goesOn : .fallsThrough
                try advance()
                continue
            }
            guard case .symbol(.choiceEnd, _) = try peek() else {
                if try peek() == .end { throw try unexpected("\";;\"") }
                break
            }
            try advance()
        }
        try skipNewlines()
        try expect(.esac)
        return .selection(subject, choices)
    }

    /// `((`, up to `))`; nil when a subshell in a subshell begins here.
    private mutating func parseArithmetic() throws(ShellSyntaxError) -> ShellWord? {
        var probe = self
        try probe.advance()
        guard probe.position < text.count, text[probe.position] == UInt8(ascii: "(") else { return nil }
        probe.position += 1
        guard let expression = try? probe.readExpression(until: "))") else { return nil }
        self = probe
        return expression
    }

    /// `(( first; condition; update ))` behind `for`.
    private mutating func parseCounting() throws(ShellSyntaxError) -> ShellSyntax.Compound? {
        guard case .symbol(.openParenthesis, _) = try peek() else { return nil }
        try advance()
        guard position < text.count, text[position] == UInt8(ascii: "(") else {
            throw ShellSyntaxError.unexpected(try peek().shown)
        }
        position += 1
        let first = try readExpression(until: ";")
        let condition = try readExpression(until: ";")
        let update = try readExpression(until: "))")
        if case .symbol(.semicolon, _) = try peek() { try advance() }
        try skipNewlines()
        if try peekReserved() == .openBrace {
            try advance()
            let body = try parseNonEmptyList()
            try expect(.closeBrace)
            return .counting(first: first, condition: condition, update: update, body: body)
        }
        return .counting(first: first, condition: condition, update: update, body: try parseLoopBody())
    }

    /// Behind `select`: a loop whose condition shows the menu and reads the answer.
    private mutating func parseSelect() throws(ShellSyntaxError) -> ShellSyntax.Compound {
        guard case .forEach(let name, let words, let body) = try parseForEach() else {
            throw ShellSyntaxError.unexpected(try peek().shown)
        }
        var simple = ShellSyntax.Simple()
        simple.line = currentLine()
        var all = ShellWord()
        all.parts = [.parameter(ShellWord.Parameter(name: "@"), isQuoted: true)]
        simple.words = [ShellWord(quoted: SelectCommand.name), ShellWord(quoted: name)] + (words ?? [all])
        let pipeline = ShellList.Pipeline(isNegated: false, commands: [.simple(simple)])
        let condition = ShellList(items: [
            ShellList.Item(andOr: ShellList.AndOr(first: pipeline, rest: []), background: nil)
        ])
        return .loop(condition: condition, until: false, body: body)
    }

    private mutating func parseNonEmptyList() throws(ShellSyntaxError) -> ShellList {
        let list = try parseList()
        guard list.items.isEmpty else { return list }
        let token = try peek()
        throw token == .end ? ShellSyntaxError.unexpectedEnd(expecting: nil) : ShellSyntaxError.unexpected(token.shown)
    }
}
