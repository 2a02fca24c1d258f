/// Reads a program of `bc` a line at a time, as it is run (POSIX.1-2017, XCU bc, "Grammar"; bc(1) of GNU for the rest).
struct BcParser: Sendable {
    private var lexer: BcLexer
    private var token = BcToken.newline
    /// Bytes of code so far, as GNU's bc counts them in its messages.
    private var address = 0
    private var depth = 0

    private static let deepest = 60

    init(_ text: [UInt8]) { lexer = BcLexer(text) }

    enum Item: Sendable {
        case statements([BcStatement])
        case function(ByteString, BcFunction)
        case end
    }

    private mutating func advance() throws(BcFault) { token = try lexer.next() }

    private func fault() -> BcFault { .syntax(line: lexer.line) }

    private mutating func expect(_ sign: ByteString) throws(BcFault) {
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

    private mutating func expression(before sign: ByteString) throws(BcFault) -> BcExpression? {
        token == .sign(sign) ? nil : try expression()
    }

    // MARK: Expressions

    private mutating func expression() throws(BcFault) -> BcExpression {
        depth += 1
        defer { depth -= 1 }
        guard depth < Self.deepest else { throw .spent }
        var left = try conjunction()
        while token == .sign("||") {
            left = try binary(.or, left) { parser throws(BcFault) in try parser.conjunction() }
        }
        return left
    }

    private mutating func binary(
        _ operation: BcOperator, _ left: BcExpression, _ next: (inout Self) throws(BcFault) -> BcExpression
    ) throws(BcFault) -> BcExpression {
        try advance()
        let right = try next(&self)
        address += 1
        return .binary(operation, left, right, address: address)
    }

    private mutating func conjunction() throws(BcFault) -> BcExpression {
        var left = try negation()
        while token == .sign("&&") { left = try binary(.and, left) { parser throws(BcFault) in try parser.negation() } }
        return left
    }

    private mutating func negation() throws(BcFault) -> BcExpression {
        guard token == .sign("!") else { return try comparison() }
        depth += 1
        defer { depth -= 1 }
        guard depth < Self.deepest else { throw .spent }
        try advance()
        let operand = try negation()
        address += 1
        return .not(operand)
    }

    private static let comparisons: [ByteString: BcOperator] = [
        "<": .less, "<=": .lessOrEqual, "==": .equal, "!=": .notEqual, ">": .greater, ">=": .greaterOrEqual,
    ]

    private mutating func comparison() throws(BcFault) -> BcExpression {
        var left = try assignment()
        while case .sign(let sign) = token, let operation = Self.comparisons[sign] {
            left = try binary(operation, left) { parser throws(BcFault) in try parser.assignment() }
        }
        return left
    }

    private static let assignments: [ByteString: BcOperator] = [
        "+=": .add, "-=": .subtract, "*=": .multiply, "/=": .divide, "%=": .remainder, "^=": .power,
    ]

    private mutating func assignment() throws(BcFault) -> BcExpression {
        let left = try sum()
        guard case .sign(let sign) = token, sign == "=" || Self.assignments[sign] != nil else { return left }
        guard case .value(let place) = left else { throw fault() }
        depth += 1
        defer { depth -= 1 }
        guard depth < Self.deepest else { throw .spent }
        try advance()
        let value = try assignment()
        address += 2
        return .assign(place, Self.assignments[sign], value, address: address)
    }

    private mutating func sum() throws(BcFault) -> BcExpression {
        var left = try product()
        while token == .sign("+") || token == .sign("-") {
            left = try binary(token == .sign("+") ? .add : .subtract, left) { parser throws(BcFault) in
                try parser.product()
            }
        }
        return left
    }

    private mutating func product() throws(BcFault) -> BcExpression {
        var left = try power()
        while case .sign(let sign) = token, ["*", "/", "%"].contains(sign) {
            left = try binary(sign == "*" ? .multiply : sign == "/" ? .divide : .remainder, left) {
                parser throws(BcFault) in try parser.power()
            }
        }
        return left
    }

    private mutating func power() throws(BcFault) -> BcExpression {
        let left = try unary()
        guard token == .sign("^") else { return left }
        depth += 1
        defer { depth -= 1 }
        guard depth < Self.deepest else { throw .spent }
        return try binary(.power, left) { parser throws(BcFault) in try parser.power() }
    }

    private mutating func unary() throws(BcFault) -> BcExpression {
        depth += 1
        defer { depth -= 1 }
        guard depth < Self.deepest else { throw .spent }
        switch token {
        case .sign("-"):
            try advance()
            let operand = try unary()
            address += 1
            return .negated(operand)
        case .sign("++"), .sign("--"):
            let step = token == .sign("++") ? 1 : -1
            try advance()
            guard case .value(let place) = try primary() else { throw fault() }
            return .step(place, step, isPrefix: true)
        default:
            let operand = try primary()
            guard token == .sign("++") || token == .sign("--"), case .value(let place) = operand else {
                return operand
            }
            let step = token == .sign("++") ? 1 : -1
            try advance()
            return .step(place, step, isPrefix: false)
        }
    }

    private mutating func primary() throws(BcFault) -> BcExpression {
        switch token {
        case .number(let text):
            try advance()
            let shown = text.drop { $0 == 0x30 }
            // One byte of code for 0 and 1.
            address += shown.isEmpty || shown.elementsEqual("1".utf8) ? 1 : shown.count + 2
            return .number(text)
        case .sign("("):
            try advance()
            let inner = try expression()
            try expect(")")
            // In brackets it is printed.
            if case .assign = inner { return .binary(.add, inner, .number("0"), address: address) }
            return inner
        case .name(let name):
            try advance()
            return try named(name)
        default: throw fault()
        }
    }

    private mutating func named(_ name: ByteString) throws(BcFault) -> BcExpression {
        address += 2
        if token == .sign("(") {
            try advance()
            var arguments: [BcExpression] = []
            while token != .sign(")") {
                arguments.append(try expression())
                guard token == .sign(",") else { break }
                try advance()
            }
            try expect(")")
            switch name {
            case "length": return .call(.length, arguments, address: address)
            case "sqrt": return .call(.root, arguments, address: address)
            case "scale": return .call(.scale, arguments, address: address)
            case "read": return .call(.read, arguments, address: address)
            default: return .call(.own(name), arguments, address: address)
            }
        }
        if token == .sign("[") {
            try advance()
            // A whole array, as an argument.
            guard token != .sign("]") else {
                try advance()
                return .value(.variable(name + "[]"))
            }
            let index = try expression()
            try expect("]")
            return .value(.element(name, index))
        }
        switch name {
        case "scale": return .value(.scale)
        case "ibase": return .value(.inputBase)
        case "obase": return .value(.outputBase)
        case "last": return .value(.last)
        case "define", "auto", "else": throw fault()
        default: return .value(.variable(name))
        }
    }
}
