/// What operators stand between: numbers, variables and what is in parentheses.
extension Arithmetic {
    mutating func unary(_ scope: inout ShellScope) throws(Fault) -> Int {
        if take("++") { return try step(by: 1, &scope) }
        if take("--") { return try step(by: -1, &scope) }
        if take("!", notBefore: UInt8(ascii: "=")) { return try nestedUnary(&scope) == 0 ? 1 : 0 }
        if take("~") { return ~(try nestedUnary(&scope)) }
        if take("-") { return 0 &- (try nestedUnary(&scope)) }
        if take("+") { return try nestedUnary(&scope) }
        return try primary(&scope)
    }

    private mutating func nestedUnary(_ scope: inout ShellScope) throws(Fault) -> Int {
        try nested(&scope) { (me, scope) throws(Fault) in try me.unary(&scope) }
    }

    private mutating func step(by amount: Int, _ scope: inout ShellScope) throws(Fault) -> Int {
        let name = takeName()
        guard !name.isEmpty else { throw .syntax }
        return assign(name, try value(of: name, scope) &+ amount, &scope)
    }

    private mutating func primary(_ scope: inout ShellScope) throws(Fault) -> Int {
        operands += 1
        guard operands < Self.mostOperands else { throw .tooDeep }
        if take("(") {
            let value = try nested(&scope) { (me, scope) throws(Fault) in try me.list(&scope) }
            guard take(")") else { throw .syntax }
            return value
        }
        let name = takeName()
        if !name.isEmpty {
            let value = try value(of: name, scope)
            if take("++") {
                _ = assign(name, value &+ 1, &scope)
            } else if take("--") {
                _ = assign(name, value &- 1, &scope)
            }
            return value
        }
        return try number()
    }

    private mutating func number() throws(Fault) -> Int {
        let digits = text[position...].prefix { $0.isName }
        if position < text.count { tokenStart = position }
        guard let first = digits.first, first.isDigit else { throw .syntax }
        position = digits.endIndex
        skipBlanks()
        if isLazy, position < text.count, text[position] == UInt8(ascii: "#"), let base = digits.decimal,
            (2...64).contains(base)
        {
            position += 1
            return try based(base)
        }
        guard let value = Self.number(digits) else { throw .syntax }
        return value
    }

    /// Decimal, `0x` hexadecimal or `0` octal; too large ones are the largest.
    static func number(_ digits: some Collection<UInt8>) -> Int? {
        var digits = Array(digits)[...]
        var radix = 10
        if digits.count > 2, digits.starts(with: "0x".utf8) || digits.starts(with: "0X".utf8) {
            radix = 16
            digits = digits.dropFirst(2)
        } else if digits.count > 1, digits.first == UInt8(ascii: "0") {
            radix = 8
        }
        var value = 0
        for digit in digits {
            guard let step = digit.hexadecimalValue, step < radix else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: radix)
            let (sum, carry) = product.addingReportingOverflow(Int(step))
            if overflow || carry { return Int.max }
            value = sum
        }
        return value
    }

    /// A variable's value, which may itself be an expression.
    mutating func value(of name: ByteString, _ scope: ShellScope) throws(Fault) -> Int {
        guard let text = scope[name], !text.isEmpty else { return 0 }
        if let value = Self.number(text) { return value }
        guard depth < Self.deepestNesting else { throw .tooDeep }
        guard text.count < 256 else { throw .syntax }
        var inner = Arithmetic(text, depth: depth + 1)
        inner.operands = operands
        var copy = scope
        let value = try inner.evaluate(in: &copy)
        operands = inner.operands
        return value
    }

    mutating func nested(
        _ scope: inout ShellScope, _ body: (inout Self, inout ShellScope) throws(Fault) -> Int
    ) throws(Fault) -> Int {
        guard depth < Self.deepestNesting else { throw .tooDeep }
        depth += 1
        defer { depth -= 1 }
        return try body(&self, &scope)
    }

    /// Digits behind `base#`.
    private mutating func based(_ base: Int) throws(Fault) -> Int {
        let digits = text[position...].prefix { $0.isName || $0 == UInt8(ascii: "@") }
        position = digits.endIndex
        skipBlanks()
        var value = 0
        for digit in digits {
            let worth: Int =
                switch digit {
                case 0x30...0x39: Int(digit) - 0x30
                case 0x61...0x7a: Int(digit) - 0x61 + 10
                case 0x41...0x5a: Int(digit) - 0x41 + (base <= 36 ? 10 : 36)
                case UInt8(ascii: "@"): 62
                default: 63
                }
            guard worth < base else { throw .syntax }
            value = value &* base &+ worth
        }
        return value
    }
}
