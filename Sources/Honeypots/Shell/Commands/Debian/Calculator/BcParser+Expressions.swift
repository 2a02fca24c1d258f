/// Expressions, the loosest operator first.
extension BcParser {
    mutating func expression() throws(BcFault) -> BcExpression {
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
