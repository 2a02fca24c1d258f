/// Reads the short scripts visitors send: locals, calls, conditions, one result. Loops and functions of their own are
/// beyond it.
struct LuaParser {
    /// Why a script is not understood.
    enum Failure: Error, Equatable {
        /// The real interpreter would not take it either.
        case syntax(near: String, line: Int)
        /// It may well be right.
        case beyond
    }

    /// How deep expressions and conditions may be nested.
    static let deepest = 24
    /// Operators and calls of one script: each makes its expression one deeper.
    static let mostOperations = 512

    private var lexer: LuaLexer
    private var token = LuaToken.end
    private var line = 1
    private var depth = 0
    private var operations = 0

    /// The statements of a script.
    static func statements(of script: [UInt8]) throws(Failure) -> [LuaStatement] {
        var parser = LuaParser(lexer: LuaLexer(script))
        try parser.advance()
        let statements = try parser.block()
        guard parser.token == .end else { throw parser.unexpected() }
        return statements
    }

    private init(lexer: LuaLexer) { self.lexer = lexer }

    private mutating func advance() throws(Failure) {
        guard let next = lexer.next() else { throw .beyond }
        token = next
        line = lexer.line
    }

    private func unexpected() -> Failure {
        switch token {
        case .keyword("for"), .keyword("while"), .keyword("repeat"), .keyword("function"), .keyword("do"): .beyond
        default: .syntax(near: token.shown, line: line)
        }
    }

    private mutating func accept(_ expected: LuaToken) throws(Failure) -> Bool {
        guard token == expected else { return false }
        try advance()
        return true
    }

    private mutating func expect(_ expected: LuaToken) throws(Failure) {
        guard try accept(expected) else { throw unexpected() }
    }

    private mutating func countOperation() throws(Failure) {
        operations += 1
        guard operations <= Self.mostOperations else { throw .beyond }
    }

    private mutating func nested<Result>(
        _ body: (inout LuaParser) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        guard depth < Self.deepest else { throw .beyond }
        depth += 1
        defer { depth -= 1 }
        return try body(&self)
    }

    private mutating func block() throws(Failure) -> [LuaStatement] {
        var statements: [LuaStatement] = []
        while true {
            switch token {
            case .end, .keyword("end"), .keyword("else"), .keyword("elseif"): return statements
            case .symbol(";"): try advance()
            default: statements.append(try statement())
            }
        }
    }

    private mutating func statement() throws(Failure) -> LuaStatement {
        switch token {
        case .keyword("local"):
            try advance()
            guard case .name(let name) = token else { throw unexpected() }
            try advance()
            guard try accept(.symbol("=")) else {
                guard token != .symbol(",") else { throw .beyond }
                return .local(name, .value(.none))
            }
            return .local(name, try expression())
        case .keyword("return"):
            try advance()
            switch token {
            case .end, .keyword("end"), .keyword("else"), .keyword("elseif"), .symbol(";"):
                return .result(.value(.none))
            default: return .result(try expression())
            }
        case .keyword("if"):
            return try nested { (parser) throws(Failure) in try parser.choice() }
        case .name:
            let line = line
            let target = try suffixed()
            switch target {
            case .name(let name, _) where token == .symbol("="):
                try advance()
                return .assignment(name, try expression(), line: line)
            case .call, .method: return .expression(target)
            default: throw token == .symbol("=") ? .beyond : unexpected()
            }
        default: throw unexpected()
        }
    }

    private mutating func choice() throws(Failure) -> LuaStatement {
        var branches: [(LuaExpression, [LuaStatement])] = []
        repeat {
            try advance()
            let condition = try expression()
            try expect(.keyword("then"))
            branches.append((condition, try block()))
        } while token == .keyword("elseif")
        let otherwise = try accept(.keyword("else")) ? try block() : []
        try expect(.keyword("end"))
        return .choice(branches, otherwise: otherwise)
    }

    // MARK: - Expressions

    /// Binary operators from the loosest to the tightest.
    private static let levels: [Set<String>] = [
        ["or"], ["and"], ["<", ">", "<=", ">=", "~=", "=="], [".."], ["+", "-"], ["*", "/", "%"],
    ]

    private mutating func expression() throws(Failure) -> LuaExpression {
        try nested { (parser) throws(Failure) in try parser.binary(level: 0) }
    }

    private mutating func binary(level: Int) throws(Failure) -> LuaExpression {
        guard level < Self.levels.count else { return try unary() }
        var left = try binary(level: level + 1)
        while case .symbol(let text) = operatorToken, Self.levels[level].contains(text) {
            try countOperation()
            try advance()
            left = .binary(text, left, try binary(level: level + 1))
        }
        return left
    }

    /// `and` and `or` are words, but operators all the same.
    private var operatorToken: LuaToken {
        if case .keyword(let word) = token, word == "and" || word == "or" { return .symbol(word) }
        return token
    }

    private mutating func unary() throws(Failure) -> LuaExpression {
        for (operation, sign) in [
            (LuaToken.keyword("not"), "not"), (LuaToken.symbol("-"), "-"), (LuaToken.symbol("#"), "#"),
        ] where token == operation {
            try advance()
            return try nested { (parser) throws(Failure) in .unary(sign, try parser.unary()) }
        }
        return try simple()
    }

    private mutating func simple() throws(Failure) -> LuaExpression {
        let value: LuaValue
        switch token {
        case .number(let number): value = .number(number)
        case .string(let text): value = .string(text)
        case .keyword("nil"): value = .none
        case .keyword("true"): value = .boolean(true)
        case .keyword("false"): value = .boolean(false)
        case .symbol("{"): return try table()
        default: return try suffixed()
        }
        try advance()
        return .value(value)
    }

    private mutating func suffixed() throws(Failure) -> LuaExpression {
        var target: LuaExpression
        switch token {
        case .name(let name):
            target = .name(name, line: line)
            try advance()
        case .symbol("("):
            try advance()
            target = try expression()
            try expect(.symbol(")"))
        default: throw unexpected()
        }
        while true {
            let line = line
            try countOperation()
            switch token {
            case .symbol("."):
                try advance()
                guard case .name(let field) = token else { throw unexpected() }
                try advance()
                target = .field(target, .value(.string(Array(field.utf8))), line: line)
            case .symbol("["):
                try advance()
                target = .field(target, try expression(), line: line)
                try expect(.symbol("]"))
            case .symbol(":"):
                try advance()
                guard case .name(let method) = token else { throw unexpected() }
                try advance()
                target = .method(target, method, try arguments(), line: line)
            case .symbol("("), .string, .symbol("{"):
                target = .call(target, try arguments(), line: line)
            default: return target
            }
        }
    }

    private mutating func arguments() throws(Failure) -> [LuaExpression] {
        if case .string(let text) = token {
            try advance()
            return [.value(.string(text))]
        }
        if token == .symbol("{") { return [try table()] }
        try expect(.symbol("("))
        var arguments: [LuaExpression] = []
        if try accept(.symbol(")")) { return arguments }
        repeat { arguments.append(try expression()) } while try accept(.symbol(","))
        try expect(.symbol(")"))
        return arguments
    }

    private mutating func table() throws(Failure) -> LuaExpression {
        try expect(.symbol("{"))
        var list: [LuaExpression] = []
        var fields: [String: LuaExpression] = [:]
        while token != .symbol("}") {
            let entry = try expression()
            if case .name(let name, _) = entry, token == .symbol("=") {
                try advance()
                fields[name] = try expression()
            } else {
                list.append(entry)
            }
            let isSeparated = try accept(.symbol(","))
            let isDivided = try isSeparated ? true : accept(.symbol(";"))
            guard isDivided else { break }
        }
        try expect(.symbol("}"))
        return .table(list: list, fields: fields)
    }
}
