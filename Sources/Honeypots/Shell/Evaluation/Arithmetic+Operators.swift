/// Operators between two operands, by their precedence.
extension Arithmetic {
    enum BinaryOperation {
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

    mutating func binary(_ level: Int, _ scope: inout ShellScope) throws(Fault) -> Int {
        guard level < Self.levels else { return try power(&scope) }
        var value = try binary(level + 1, &scope)
        while let operation = takeOperation(level: level) {
            value = try apply(operation, value, try binary(level + 1, &scope))
        }
        return value
    }

    func apply(_ operation: BinaryOperation, _ a: Int, _ b: Int) throws(Fault) -> Int {
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
}
