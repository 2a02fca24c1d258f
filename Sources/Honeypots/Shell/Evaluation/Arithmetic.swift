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
    static let deepestNesting = 32

    /// Operands looked at, in all expressions that one leads to.
    static let mostOperands = 10_000

    let text: [UInt8]
    var position = 0
    var operands = 0
    var depth: Int
    /// Inside the part of `?:` that is not evaluated: nothing is assigned there.
    /// `&&` and `||` leave out what cannot matter, as in C.
    var isLazy = false
    /// Where the token began that was read last.
    var tokenStart = 0
    var isSkipping = false

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

    mutating func skipBlanks() {
        while position < text.count, text[position].isSpace { position += 1 }
    }

    mutating func take(_ symbol: StaticString) -> Bool {
        let matches = symbol.withUTF8Buffer { symbol in text[position...].starts(with: symbol) }
        guard matches else { return false }
        tokenStart = position
        position += symbol.utf8CodeUnitCount
        skipBlanks()
        return true
    }

    /// Takes an operator unless one of `longer` begins there.
    mutating func take(_ symbol: StaticString, notBefore longer: UInt8...) -> Bool {
        let after = position + symbol.utf8CodeUnitCount
        if after < text.count, longer.contains(text[after]) { return false }
        return take(symbol)
    }

    mutating func list(_ scope: inout ShellScope) throws(Fault) -> Int {
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

    func assign(_ name: ByteString, _ value: Int, _ scope: inout ShellScope) -> Int {
        if !isSkipping { _ = scope.set(name, "\(value)") }
        return value
    }

    mutating func takeName() -> ByteString {
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
