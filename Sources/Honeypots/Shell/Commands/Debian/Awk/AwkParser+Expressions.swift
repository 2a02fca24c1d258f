/// Expressions of an awk program.
extension AwkParser {
    mutating func list(until end: ByteString) throws(AwkFault) -> [AwkExpression] {
        var all: [AwkExpression] = []
        let saved = (stopsAtIn, stopsAtGreater)
        (stopsAtIn, stopsAtGreater) = (false, false)
        defer { (stopsAtIn, stopsAtGreater) = saved }
        try skipNewlines()
        while token != .symbol(end) {
            all.append(try expression())
            try skipNewlines()
            guard try take(",") else { break }
            try skipNewlines()
        }
        try expect(end)
        return all
    }

    mutating func expression() throws(AwkFault) -> AwkExpression {
        try nested { (parser) throws(AwkFault) in try parser.choice() }
    }

    mutating func choice() throws(AwkFault) -> AwkExpression {
        let left = try disjunction()
        if left.isAssignable, case .symbol(let symbol) = token,
            ["=", "+=", "-=", "*=", "/=", "%=", "^="].contains(symbol)
        {
            try advance()
            try skipNewlines()
            return .assignment(left, ByteString(symbol.dropLast()), try expression())
        }
        guard try take("?") else { return left }
        try skipNewlines()
        let first = try expression()
        try skipNewlines()
        try expect(":")
        try skipNewlines()
        return .choice(left, first, try expression())
    }

    mutating func disjunction() throws(AwkFault) -> AwkExpression {
        var left = try conjunction()
        while try take("||") {
            try skipNewlines()
            left = .binary("||", left, try conjunction())
        }
        return left
    }

    mutating func conjunction() throws(AwkFault) -> AwkExpression {
        var left = try membership()
        while try take("&&") {
            try skipNewlines()
            left = .binary("&&", left, try membership())
        }
        return left
    }

    mutating func membership() throws(AwkFault) -> AwkExpression {
        var left = try matching()
        while token == .keyword("in"), !stopsAtIn {
            try advance()
            guard case .name(let array) = token else { throw unexpected() }
            try advance()
            if case .group(let grouped) = left {
                left = .contains(array, grouped)
            } else {
                left = .contains(array, [left])
            }
        }
        return left
    }

    mutating func matching() throws(AwkFault) -> AwkExpression {
        var left = try comparison()
        while case .symbol(let symbol) = token, symbol == "~" || symbol == "!~" {
            try advance()
            left = .binary(symbol, left, try comparison())
        }
        return left
    }

    mutating func comparison() throws(AwkFault) -> AwkExpression {
        let left = try concatenation()
        guard case .symbol(let symbol) = token, ["<", "<=", "==", "!=", ">", ">="].contains(symbol),
            !(stopsAtGreater && symbol == ">")
        else {
            // `command | getline`
            return try piped(left)
        }
        try advance()
        return .binary(symbol, left, try concatenation())
    }

    mutating func piped(_ left: AwkExpression) throws(AwkFault) -> AwkExpression {
        var left = left
        while token == .symbol("|") {
            let saved = self
            try advance()
            guard token == .keyword("getline") else {
                self = saved
                return left
            }
            try advance()
            left = .readLine(into: try optionalTarget(), from: left, isCommand: true)
        }
        return left
    }

    mutating func optionalTarget() throws(AwkFault) -> AwkExpression? {
        switch token {
        case .name, .symbol("$"): return try primary()
        default: return nil
        }
    }

    var startsOperand: Bool {
        switch token {
        case .number, .text, .expression, .name, .function, .builtin: true
        case .symbol(let symbol): ["$", "!", "(", "-", "+", "++", "--"].contains(symbol)
        case .keyword, .newline, .end: false
        }
    }

    mutating func concatenation() throws(AwkFault) -> AwkExpression {
        var left = try sum()
        while startsOperand {
            if case .symbol(let symbol) = token, symbol == "+" || symbol == "-" || symbol == "!" { break }
            left = .concatenation(left, try sum())
        }
        return left
    }

    mutating func sum() throws(AwkFault) -> AwkExpression {
        var left = try product()
        while case .symbol(let symbol) = token, symbol == "+" || symbol == "-" {
            try advance()
            left = .binary(symbol, left, try product())
        }
        return left
    }

    mutating func product() throws(AwkFault) -> AwkExpression {
        var left = try unary()
        while case .symbol(let symbol) = token, symbol == "*" || symbol == "/" || symbol == "%" {
            try advance()
            left = .binary(symbol, left, try unary())
        }
        return left
    }

    mutating func unary() throws(AwkFault) -> AwkExpression {
        guard case .symbol(let symbol) = token, symbol == "!" || symbol == "-" || symbol == "+" else {
            return try power()
        }
        try advance()
        return .unary(symbol[0], try nested { (parser) throws(AwkFault) in try parser.unary() })
    }

    mutating func power() throws(AwkFault) -> AwkExpression {
        let base = try postfix()
        guard try take("^") else { return base }
        return .binary("^", base, try nested { (parser) throws(AwkFault) in try parser.unary() })
    }

    mutating func postfix() throws(AwkFault) -> AwkExpression {
        let value = try primary()
        guard value.isAssignable, case .symbol(let symbol) = token, symbol == "++" || symbol == "--" else {
            return value
        }
        try advance()
        return .step(value, by: symbol == "++" ? 1 : -1, isPrefix: false)
    }

    mutating func primary() throws(AwkFault) -> AwkExpression {
        switch token {
        case .number(let value):
            try advance()
            return .number(value)
        case .text(let text):
            try advance()
            return .text(text)
        case .symbol("/"), .symbol("/="):
            guard case .symbol(let start) = token, case .expression(let pattern) = try lexer.expression(after: start)
            else {
                throw unexpected()
            }
            try advance()
            return .expression(pattern)
        case .name(let name):
            try advance()
            guard try take("[") else { return .variable(name) }
            return .element(name, try list(until: "]"))
        case .function(let name):
            try advance()
            try expect("(")
            return .call(name, try list(until: ")"))
        case .builtin(let name):
            try advance()
            guard try take("(") else {
                guard name == "length" else { throw unexpected() }
                return .builtin(name, [])
            }
            return .builtin(name, try list(until: ")"))
        case .keyword("getline"):
            try advance()
            let target = try optionalTarget()
            guard try take("<") else { return .readLine(into: target, from: nil, isCommand: false) }
            return .readLine(into: target, from: try postfix(), isCommand: false)
        case .symbol("$"):
            try advance()
            if case .symbol(let symbol) = token, symbol == "++" || symbol == "--" {
                try advance()
                return .field(.step(try primary(), by: symbol == "++" ? 1 : -1, isPrefix: true))
            }
            if try take("-") { return .field(.unary(UInt8(ascii: "-"), try primary())) }
            return .field(try nested { (parser) throws(AwkFault) in try parser.primary() })
        case .symbol("++"), .symbol("--"):
            let by: Double = token == .symbol("++") ? 1 : -1
            try advance()
            let target = try primary()
            guard target.isAssignable else { throw unexpected() }
            return .step(target, by: by, isPrefix: true)
        case .symbol("("):
            try advance()
            let inside = try list(until: ")")
            guard !inside.isEmpty else { throw unexpected() }
            if inside.count == 1 { return .group(inside) }
            return .group(inside)
        default: throw unexpected()
        }
    }
}
