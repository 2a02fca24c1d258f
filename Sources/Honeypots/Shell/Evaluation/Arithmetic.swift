/// `$(( … ))`: integer expressions of C on 64 bits (POSIX.1-2017, XCU 2.6.4), with assignments to shell variables.
/// Overflow wraps, as it does on the device.
struct Arithmetic: Sendable {
    enum Fault: Error, Hashable, Sendable {
        case syntax
        case divisionByZero
        case tooDeep

        var message: ByteString {
            switch self {
            case .syntax: "arithmetic syntax error"
            case .divisionByZero: "divide by zero"
            case .tooDeep: "expression recursion loop detected"
            }
        }
    }

    /// Parentheses, and variables whose values are expressions, inside each other.
    private static let deepestNesting = 32

    /// Operands looked at, in all expressions that one leads to.
    private static let mostOperands = 10_000

    private let text: [UInt8]
    private var position = 0
    private var operands = 0
    private var depth: Int
    /// Inside the part of `?:` that is not evaluated: nothing is assigned there.
    /// `&&` and `||` leave out what cannot matter, as in C.
    var isLazy = false
    /// Where the token began that was read last.
    private var tokenStart = 0
    private var isSkipping = false

    init(_ text: some Sequence<UInt8>, depth: Int = 0) {
        self.text = Array(text)
        self.depth = depth
    }

    mutating func evaluate(in scope: inout ShellScope) throws(Fault) -> Int {
        skipBlanks()
        if position == text.count { return 0 }
        let value = try list(&scope)
        guard position == text.count else { throw .syntax }
        return value
    }

    private mutating func skipBlanks() {
        while position < text.count, text[position].isSpace { position += 1 }
    }

    private mutating func take(_ symbol: StaticString) -> Bool {
        let matches = symbol.withUTF8Buffer { symbol in text[position...].starts(with: symbol) }
        guard matches else { return false }
        tokenStart = position
        position += symbol.utf8CodeUnitCount
        skipBlanks()
        return true
    }

    /// Takes an operator unless one of `longer` begins there.
    private mutating func take(_ symbol: StaticString, notBefore longer: UInt8...) -> Bool {
        let after = position + symbol.utf8CodeUnitCount
        if after < text.count, longer.contains(text[after]) { return false }
        return take(symbol)
    }

    private mutating func list(_ scope: inout ShellScope) throws(Fault) -> Int {
        var value = try assignment(&scope)
        while take(",") { value = try assignment(&scope) }
        return value
    }

    private mutating func assignment(_ scope: inout ShellScope) throws(Fault) -> Int {
        let start = position
        let name = takeName()
        if !name.isEmpty {
            if take("=", notBefore: UInt8(ascii: "=")) {
                return assign(name, try nestedAssignment(&scope), &scope)
            }
            for (symbol, operation) in Self.compoundAssignments where take(symbol) {
                let operand = try nestedAssignment(&scope)
                let result = try apply(operation, try value(of: name, scope), operand)
                return assign(name, result, &scope)
            }
        }
        position = start
        return try conditional(&scope)
    }

    private mutating func nestedAssignment(_ scope: inout ShellScope) throws(Fault) -> Int {
        try nested(&scope) { (me, scope) throws(Fault) in try me.assignment(&scope) }
    }

    private static let compoundAssignments: [(StaticString, BinaryOperation)] = [
        ("+=", .add), ("-=", .subtract), ("*=", .multiply), ("/=", .divide), ("%=", .remainder), ("<<=", .shiftLeft),
        (">>=", .shiftRight), ("&=", .bitAnd), ("|=", .bitOr), ("^=", .bitXor),
    ]

    private func assign(_ name: ByteString, _ value: Int, _ scope: inout ShellScope) -> Int {
        if !isSkipping { _ = scope.set(name, "\(value)") }
        return value
    }

    private mutating func takeName() -> ByteString {
        guard position < text.count, text[position].isNameStart else { return "" }
        tokenStart = position
        let name = text[position...].prefix { $0.isName }
        position = name.endIndex
        skipBlanks()
        return ByteString(name)
    }

    /// Runs `body` without letting it assign, when `skips`.
    private mutating func skipping(
        if skips: Bool, _ scope: inout ShellScope, _ body: (inout Self, inout ShellScope) throws(Fault) -> Int
    ) throws(Fault) -> Int {
        let before = isSkipping
        isSkipping = before || skips
        defer { isSkipping = before }
        return try body(&self, &scope)
    }

    private mutating func conditional(_ scope: inout ShellScope) throws(Fault) -> Int {
        let condition = try either(&scope)
        guard take("?") else { return condition }
        let first = try skipping(if: condition == 0, &scope) { (me, scope) throws(Fault) in try me.list(&scope) }
        guard take(":") else { throw .syntax }
        let second = try skipping(if: condition != 0, &scope) { (me, scope) throws(Fault) in
            try me.nested(&scope) { (me, scope) throws(Fault) in try me.conditional(&scope) }
        }
        return condition != 0 ? first : second
    }

    private mutating func either(_ scope: inout ShellScope) throws(Fault) -> Int {
        var value = try both(&scope)
        // Both sides are evaluated, whatever the first one is: so does ash.
        while take("||") {
            let right = try skipping(if: isLazy && value != 0, &scope) { (me, scope) throws(Fault) in
                try me.both(&scope)
            }
            value = value != 0 || right != 0 ? 1 : 0
        }
        return value
    }

    private mutating func both(_ scope: inout ShellScope) throws(Fault) -> Int {
        var value = try binary(0, &scope)
        while take("&&") {
            let right = try skipping(if: isLazy && value == 0, &scope) { (me, scope) throws(Fault) in
                try me.binary(0, &scope)
            }
            value = value != 0 && right != 0 ? 1 : 0
        }
        return value
    }

    // MARK: Binary operators

    private enum BinaryOperation {
        case bitOr, bitXor, bitAnd, equal, unequal, atMost, atLeast, less, greater, shiftLeft, shiftRight, add, subtract
        case multiply, divide, remainder
    }

    /// One level of precedence below the other.
    private static let levels = 8

    /// The operator of that level that begins here, taken.
    private mutating func takeOperation(level: Int) -> BinaryOperation? {
        let equals = UInt8(ascii: "=")
        switch level {
        case 0: if take("|", notBefore: equals, UInt8(ascii: "|")) { return .bitOr }
        case 1: if take("^", notBefore: equals) { return .bitXor }
        case 2: if take("&", notBefore: equals, UInt8(ascii: "&")) { return .bitAnd }
        case 3:
            if take("==") { return .equal }
            if take("!=") { return .unequal }
        case 4:
            if take("<=") { return .atMost }
            if take(">=") { return .atLeast }
            if take("<", notBefore: UInt8(ascii: "<")) { return .less }
            if take(">", notBefore: UInt8(ascii: ">")) { return .greater }
        case 5:
            if take("<<", notBefore: equals) { return .shiftLeft }
            if take(">>", notBefore: equals) { return .shiftRight }
        case 6:
            if take("+", notBefore: equals) { return .add }
            if take("-", notBefore: equals) { return .subtract }
        default:
            if take("*", notBefore: equals, UInt8(ascii: "*")) { return .multiply }
            if take("/", notBefore: equals) { return .divide }
            if take("%", notBefore: equals) { return .remainder }
        }
        return nil
    }

    private mutating func binary(_ level: Int, _ scope: inout ShellScope) throws(Fault) -> Int {
        guard level < Self.levels else { return try power(&scope) }
        var value = try binary(level + 1, &scope)
        while let operation = takeOperation(level: level) {
            value = try apply(operation, value, try binary(level + 1, &scope))
        }
        return value
    }

    private func apply(_ operation: BinaryOperation, _ a: Int, _ b: Int) throws(Fault) -> Int {
        switch operation {
        case .bitOr: return a | b
        case .bitXor: return a ^ b
        case .bitAnd: return a & b
        case .equal: return a == b ? 1 : 0
        case .unequal: return a != b ? 1 : 0
        case .atMost: return a <= b ? 1 : 0
        case .atLeast: return a >= b ? 1 : 0
        case .less: return a < b ? 1 : 0
        case .greater: return a > b ? 1 : 0
        case .shiftLeft: return a &<< b
        case .shiftRight: return a &>> b
        case .add: return a &+ b
        case .subtract: return a &- b
        case .multiply: return a &* b
        case .divide:
            guard b != 0 else {
                if isSkipping { return 0 }
                throw .divisionByZero
            }
            return a.dividedReportingOverflow(by: b).partialValue
        case .remainder:
            guard b != 0 else {
                if isSkipping { return 0 }
                throw .divisionByZero
            }
            return b == -1 ? 0 : a % b
        }
    }

    private mutating func power(_ scope: inout ShellScope) throws(Fault) -> Int {
        let base = try unary(&scope)
        guard take("**") else { return base }
        var exponent = try nested(&scope) { (me, scope) throws(Fault) in try me.power(&scope) }
        guard exponent >= 0 else { return 0 }
        var result = 1
        var square = base
        while exponent > 0 {
            if exponent & 1 == 1 { result = result &* square }
            square = square &* square
            exponent >>= 1
        }
        return result
    }

    private mutating func unary(_ scope: inout ShellScope) throws(Fault) -> Int {
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
    private mutating func value(of name: ByteString, _ scope: ShellScope) throws(Fault) -> Int {
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

    private mutating func nested(
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

    /// What bash says behind the expression.
    func bashMessage(_ fault: Fault) -> ByteString {
        let token = ByteString(text[min(tokenStart, text.count)...])
        switch fault {
        case .divisionByZero: return "division by 0 (error token is \"\(token)\")"
        case .tooDeep: return "expression recursion level exceeded (error token is \"\(token)\")"
        case .syntax:
            let isBehindValue = position < text.count && position <= tokenStart ? false : position < text.count
            let rest = ByteString(text[min(position, text.count)...])
            return isBehindValue && !rest.isEmpty
                ? "syntax error in expression (error token is \"\(rest)\")"
                : "syntax error: operand expected (error token is \"\(token)\")"
        }
    }
}
