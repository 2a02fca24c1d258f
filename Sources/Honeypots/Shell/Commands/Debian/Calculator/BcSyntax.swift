/// What a program of `bc` is made of.
indirect enum BcExpression: Sendable {
    enum Place: Sendable {
        case variable(ByteString)
        case element(ByteString, BcExpression)
        case scale
        case inputBase
        case outputBase
        case last
    }

    enum Function: Sendable {
        case length
        case root
        case scale
        case read
        case own(ByteString)
    }

    case number(ByteString)
    case value(Place)
    case negated(BcExpression)
    case not(BcExpression)
    /// `address` is what messages call where it stands.
    case binary(BcOperator, BcExpression, BcExpression, address: Int)
    case assign(Place, BcOperator?, BcExpression, address: Int)
    case step(Place, Int, isPrefix: Bool)
    case call(Function, [BcExpression], address: Int)

    /// Assignments are not printed when they stand alone.
    var isSilent: Bool { if case .assign = self { true } else { false } }
}

enum BcOperator: Hashable, Sendable {
    case add, subtract, multiply, divide, remainder, power
    case less, lessOrEqual, equal, notEqual, greater, greaterOrEqual
    case and, or
}

indirect enum BcStatement: Sendable {
    case expression(BcExpression)
    case text(ByteString)
    case print([Piece])
    case condition(BcExpression, BcStatement, BcStatement?)
    case loop(start: BcExpression?, condition: BcExpression?, step: BcExpression?, body: BcStatement)
    case block([BcStatement])
    case leave
    case proceed
    case giveBack(BcExpression?)
    case end
    case nothing

    enum Piece: Sendable {
        case text(ByteString)
        case value(BcExpression)
    }
}

struct BcFunction: Sendable {
    var parameters: [(name: ByteString, isArray: Bool)]
    var locals: [(name: ByteString, isArray: Bool)]
    var body: [BcStatement]
}

enum BcToken: Hashable, Sendable {
    case number(ByteString)
    case name(ByteString)
    case text(ByteString)
    case sign(ByteString)
    case newline
    case end
}

enum BcFault: Error, Hashable, Sendable {
    case syntax(line: Int)
    case illegal(UInt8, line: Int)
    case runtime(ByteString, address: Int)
    /// It costs more than it may.
    case spent
}
