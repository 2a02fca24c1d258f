/// Reads an awk program into its tree. Bounded: nesting, and the size of the tree.
struct AwkParser {
    static let deepestNesting = 60
    static let mostNodes = 20_000

    var lexer: AwkLexer
    var token: AwkLexer.Token = .newline
    var tokenLine = 1
    var depth = 0
    var nodes = 0
    /// Inside the parentheses of `for`, or of an unparenthesised `print`: `in` and `>` mean something else.
    var stopsAtIn = false
    var stopsAtGreater = false

    init(_ text: [UInt8]) { lexer = AwkLexer(text) }

    mutating func parse() throws(AwkFault) -> AwkProgram {
        var program = AwkProgram()
        try advance()
        try skipEnds()
        while token != .end {
            if token == .keyword("function") {
                try function(&program)
            } else {
                program.rules.append(try rule())
            }
            try skipEnds()
        }
        return program
    }

    mutating func advance() throws(AwkFault) {
        nodes += 1
        guard nodes < Self.mostNodes else { throw AwkFault(message: "program too large") }
        tokenLine = lexer.line
        token = try lexer.next()
    }

    mutating func skipNewlines() throws(AwkFault) { while token == .newline { try advance() } }

    mutating func skipEnds() throws(AwkFault) {
        while token == .newline || token == .symbol(";") { try advance() }
    }

    func unexpected() -> AwkFault {
        let near: ByteString =
            switch token {
            case .end: "end of file"
            case .newline: "end of line"
            case .number(let value): "\(ByteString(DecimalFormat.text(value, conversion: UInt8(ascii: "g"))))"
            case .text(let text), .expression(let text), .name(let text), .function(let text), .builtin(let text),
                .keyword(let text), .symbol(let text):
                text
            }
        return AwkFault(message: "line \(tokenLine): syntax error at or near \(near)")
    }

    mutating func expect(_ symbol: ByteString) throws(AwkFault) {
        guard token == .symbol(symbol) else { throw unexpected() }
        try advance()
    }

    mutating func take(_ symbol: ByteString) throws(AwkFault) -> Bool {
        guard token == .symbol(symbol) else { return false }
        try advance()
        return true
    }

    mutating func nested<Value>(_ body: (inout Self) throws(AwkFault) -> Value) throws(AwkFault) -> Value {
        guard depth < Self.deepestNesting else { throw AwkFault(message: "program too deep") }
        depth += 1
        defer { depth -= 1 }
        return try body(&self)
    }

    // MARK: Rules

    mutating func function(_ program: inout AwkProgram) throws(AwkFault) {
        try advance()
        let name: ByteString
        switch token {
        case .name(let text), .function(let text): name = text
        default: throw unexpected()
        }
        try advance()
        try expect("(")
        var parameters: [ByteString] = []
        while case .name(let parameter) = token {
            parameters.append(parameter)
            try advance()
            guard try take(",") else { break }
            try skipNewlines()
        }
        try expect(")")
        try skipNewlines()
        program.functions[name] = AwkProgram.Function(parameters: parameters, body: try block())
    }

    mutating func rule() throws(AwkFault) -> AwkProgram.Rule {
        var pattern = AwkProgram.Pattern.always
        if token == .keyword("BEGIN") || token == .keyword("END") {
            pattern = token == .keyword("BEGIN") ? .begin : .end
            try advance()
            guard token == .symbol("{") else { throw unexpected() }
        } else if token != .symbol("{") {
            let first = try expression()
            if try take(",") {
                try skipNewlines()
                pattern = .range(first, try expression())
            } else {
                pattern = .when(first)
            }
        }
        guard token == .symbol("{") else { return AwkProgram.Rule(pattern: pattern, body: nil) }
        return AwkProgram.Rule(pattern: pattern, body: try block())
    }

    // MARK: Statements

    mutating func block() throws(AwkFault) -> [AwkStatement] {
        try expect("{")
        var statements: [AwkStatement] = []
        try skipEnds()
        while token != .symbol("}") {
            if token == .end { throw AwkFault(message: "line \(tokenLine + 1): missing } near end of file") }
            statements.append(try statement())
            try skipEnds()
        }
        try advance()
        return statements
    }

    mutating func statement() throws(AwkFault) -> AwkStatement {
        try nested { (parser) throws(AwkFault) in try parser.plainStatement() }
    }

    mutating func body() throws(AwkFault) -> AwkStatement {
        try skipNewlines()
        if try take(";") { return .block([]) }
        return try statement()
    }

    mutating func endSimple() throws(AwkFault) {
        switch token {
        case .symbol(";"), .newline: try advance()
        case .symbol("}"), .end: break
        default: throw unexpected()
        }
    }

    mutating func plainStatement() throws(AwkFault) -> AwkStatement {
        guard case .keyword(let keyword) = token else {
            if token == .symbol("{") { return .block(try block()) }
            let statement = try simple()
            try endSimple()
            return statement
        }
        switch keyword {
        case "if":
            try advance()
            try expect("(")
            let condition = try expression()
            try expect(")")
            let then = try body()
            let saved = self
            try skipEnds()
            guard token == .keyword("else") else {
                self = saved
                return .condition(condition, then, nil)
            }
            try advance()
            return .condition(condition, then, try body())
        case "while":
            try advance()
            try expect("(")
            let condition = try expression()
            try expect(")")
            return .loop(condition: condition, update: nil, body: try body(), first: nil, testsFirst: true)
        case "do":
            try advance()
            let body = try body()
            try skipEnds()
            guard token == .keyword("while") else { throw unexpected() }
            try advance()
            try expect("(")
            let condition = try expression()
            try expect(")")
            try endSimple()
            return .loop(condition: condition, update: nil, body: body, first: nil, testsFirst: false)
        case "for": return try loop()
        default:
            let statement = try simple()
            try endSimple()
            return statement
        }
    }

    mutating func loop() throws(AwkFault) -> AwkStatement {
        try advance()
        try expect("(")
        let saved = self
        if case .name(let name) = token {
            try advance()
            if token == .keyword("in") {
                try advance()
                if case .name(let array) = token {
                    try advance()
                    if try take(")") { return .forEach(name, in: array, try body()) }
                }
            }
            self = saved
        }
        var first: AwkExpression?
        if token != .symbol(";") { first = try expression() }
        try expect(";")
        try skipNewlines()
        var condition: AwkExpression?
        if token != .symbol(";") { condition = try expression() }
        try expect(";")
        try skipNewlines()
        var update: AwkExpression?
        if token != .symbol(")") { update = try expression() }
        try expect(")")
        return .loop(condition: condition, update: update, body: try body(), first: first, testsFirst: true)
    }

    var endsStatement: Bool {
        switch token {
        case .symbol(";"), .symbol("}"), .newline, .end: true
        default: false
        }
    }

    mutating func simple() throws(AwkFault) -> AwkStatement {
        guard case .keyword(let keyword) = token else { return .expression(try expression()) }
        switch keyword {
        case "next", "nextfile":
            try advance()
            return .next
        case "break":
            try advance()
            return .leave
        case "continue":
            try advance()
            return .goOn
        case "exit":
            try advance()
            return .exit(endsStatement ? nil : try expression())
        case "return":
            try advance()
            return .giveBack(endsStatement ? nil : try expression())
        case "delete":
            try advance()
            guard case .name(let name) = token else { throw unexpected() }
            try advance()
            guard try take("[") else { return .delete(name, []) }
            let indices = try list(until: "]")
            return .delete(name, indices)
        case "print", "printf": return try output(isFormat: keyword == "printf")
        case "getline": return .expression(try expression())
        default: throw unexpected()
        }
    }

    mutating func output(isFormat: Bool) throws(AwkFault) -> AwkStatement {
        try advance()
        var values: [AwkExpression] = []
        if !endsStatement, token != .symbol(">"), token != .symbol(">>"), token != .symbol("|") {
            let saved = stopsAtGreater
            stopsAtGreater = true
            values.append(try expression())
            while try take(",") {
                try skipNewlines()
                values.append(try expression())
            }
            stopsAtGreater = saved
            // `print (a, b)`
            if values.count == 1, case .group(let grouped) = values[0] { values = grouped }
        }
        let kind: AwkOutput.Kind
        switch token {
        case .symbol(">"): kind = .file
        case .symbol(">>"): kind = .append
        case .symbol("|"): kind = .command
        default: return .print(values, isFormat: isFormat, to: nil)
        }
        try advance()
        let saved = stopsAtGreater
        stopsAtGreater = true
        let target = kind == .command ? try concatenation() : try choice()
        stopsAtGreater = saved
        return .print(values, isFormat: isFormat, to: AwkOutput(kind: kind, target: target))
    }
}
