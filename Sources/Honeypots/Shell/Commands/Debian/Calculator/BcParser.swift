/// Reads a program of `bc` a line at a time, as it is run (POSIX.1-2017, XCU bc, "Grammar"; bc(1) of GNU for the rest).
struct BcParser: Sendable {
    private var lexer: BcLexer
    var token = BcToken.newline
    /// Bytes of code so far, as GNU's bc counts them in its messages.
    var address = 0
    var depth = 0

    static let deepest = 60

    init(_ text: [UInt8]) { lexer = BcLexer(text) }

    enum Item: Sendable {
        case statements([BcStatement])
        case function(ByteString, BcFunction)
        case end
    }

    mutating func advance() throws(BcFault) { token = try lexer.next() }

    func fault() -> BcFault { .syntax(line: lexer.line) }

    mutating func expect(_ sign: ByteString) throws(BcFault) {
        guard token == .sign(sign) else { throw fault() }
        try advance()
    }

    private mutating func skipLines() throws(BcFault) {
        while token == .newline { try advance() }
    }

    /// After a fault: the rest of its line goes.
    mutating func recover() {
        while token != .newline, token != .end {
            do { try advance() } catch { continue }
        }
    }

    /// What the next line or definition is.
    mutating func item() throws(BcFault) -> Item {
        address = 0
        if token == .end { return .end }
        try advance()
        if token == .end { return .end }
        if token == .name("define") { return try definition() }
        var statements: [BcStatement] = []
        while token != .newline, token != .end {
            if token == .sign(";") {
                try advance()
                continue
            }
            statements.append(try statement())
            guard token == .sign(";") || token == .newline || token == .end else { throw fault() }
        }
        return .statements(statements)
    }

    private mutating func definition() throws(BcFault) -> Item {
        try advance()
        if token == .name("void") { try advance() }
        guard case .name(let name) = token else { throw fault() }
        try advance()
        try expect("(")
        let parameters = try names(until: .sign(")"))
        try expect(")")
        try skipLines()
        try expect("{")
        try skipLines()
        var locals: [(name: ByteString, isArray: Bool)] = []
        if token == .name("auto") {
            try advance()
            locals = try names(until: .sign(";"))
            if token == .sign(";") { try advance() }
        }
        let body = try block()
        return .function(name, BcFunction(parameters: parameters, locals: locals, body: body))
    }

    private mutating func names(until end: BcToken) throws(BcFault) -> [(name: ByteString, isArray: Bool)] {
        var names: [(name: ByteString, isArray: Bool)] = []
        while token != end, token != .newline {
            if token == .sign("*") { try advance() }
            guard case .name(let name) = token, names.count < 100 else { throw fault() }
            try advance()
            var isArray = false
            if token == .sign("[") {
                try advance()
                try expect("]")
                isArray = true
            }
            names.append((name, isArray))
            if token == .sign(",") { try advance() } else if token != end, token != .newline { throw fault() }
        }
        return names
    }

    /// Statements up to the brace that ends them.
    private mutating func block() throws(BcFault) -> [BcStatement] {
        var statements: [BcStatement] = []
        while token != .sign("}") {
            if token == .newline || token == .sign(";") {
                try advance()
                continue
            }
            guard token != .end else { throw fault() }
            statements.append(try statement())
        }
        try advance()
        return statements
    }

    // MARK: Statements

    private mutating func statement() throws(BcFault) -> BcStatement {
        depth += 1
        defer { depth -= 1 }
        guard depth < Self.deepest else { throw .spent }
        switch token {
        case .text(let text):
            try advance()
            address += text.count + 2
            return .text(text)
        case .sign("{"):
            try advance()
            return .block(try block())
        case .name(let name):
            if let statement = try keyword(name) { return statement }
            fallthrough
        default:
            let expression = try expression()
            address += 1
            return .expression(expression)
        }
    }

    private mutating func keyword(_ name: ByteString) throws(BcFault) -> BcStatement? {
        switch name {
        case "if":
            try advance()
            try expect("(")
            let condition = try expression()
            try expect(")")
            try skipLines()
            let body = try statement()
            // `else` belongs to it on the same line only, or behind a brace.
            guard token == .name("else") else { return .condition(condition, body, nil) }
            try advance()
            try skipLines()
            return .condition(condition, body, try statement())
        case "while":
            try advance()
            try expect("(")
            let condition = try expression()
            try expect(")")
            try skipLines()
            return .loop(start: nil, condition: condition, step: nil, body: try statement())
        case "for":
            try advance()
            try expect("(")
            let start = try expression(before: ";")
            try expect(";")
            let condition = try expression(before: ";")
            try expect(";")
            let step = try expression(before: ")")
            try expect(")")
            try skipLines()
            return .loop(start: start, condition: condition, step: step, body: try statement())
        case "print":
            try advance()
            var pieces: [BcStatement.Piece] = []
            repeat {
                if token == .sign(",") { try advance() }
                if case .text(let text) = token {
                    pieces.append(.text(text))
                    try advance()
                } else {
                    pieces.append(.value(try expression()))
                }
            } while token == .sign(",")
            return .print(pieces)
        case "return":
            try advance()
            guard token != .newline, token != .sign(";"), token != .sign("}") else { return .giveBack(nil) }
            return .giveBack(try expression())
        case "break", "continue", "quit", "halt", "limits", "warranty":
            try advance()
            switch name {
            case "break": return .leave
            case "continue": return .proceed
            case "quit", "halt": return .end
            default: return .nothing
            }
        default: return nil
        }
    }

    mutating func expression(before sign: ByteString) throws(BcFault) -> BcExpression? {
        token == .sign(sign) ? nil : try expression()
    }
}
