/// A program of awk (POSIX.1-2017, XCU awk; the extensions are mawk's).
struct AwkProgram: Sendable {
    enum Pattern: Sendable {
        case begin
        case end
        case always
        case when(AwkExpression)
        case range(AwkExpression, AwkExpression)
    }
    struct Rule: Sendable {
        var pattern: Pattern
        /// nil: the record is printed.
        var body: [AwkStatement]?
    }
    struct Function: Sendable {
        var parameters: [ByteString]
        var body: [AwkStatement]
    }
    var rules: [Rule] = []
    var functions: [ByteString: Function] = [:]
}

indirect enum AwkStatement: Sendable {
    case expression(AwkExpression)
    case print([AwkExpression], isFormat: Bool, to: AwkOutput?)
    case block([AwkStatement])
    case condition(AwkExpression, AwkStatement, AwkStatement?)
    case loop(
        condition: AwkExpression?, update: AwkExpression?, body: AwkStatement, first: AwkExpression?, testsFirst: Bool)
    case forEach(ByteString, in: ByteString, AwkStatement)
    case delete(ByteString, [AwkExpression])
    case next
    case exit(AwkExpression?)
    case leave
    case goOn
    case giveBack(AwkExpression?)
}

struct AwkOutput: Sendable {
    enum Kind: Sendable {
        case file, append, command
    }
    var kind: Kind
    var target: AwkExpression
}

indirect enum AwkExpression: Sendable {
    case number(Double)
    case text(ByteString)
    case expression(ByteString)
    case variable(ByteString)
    case field(AwkExpression)
    case element(ByteString, [AwkExpression])
    case contains(ByteString, [AwkExpression])
    case group([AwkExpression])
    case unary(UInt8, AwkExpression)
    /// Operators by their text: + - * / % ^ < <= == != > >= ~ !~ && ||
    case binary(ByteString, AwkExpression, AwkExpression)
    case concatenation(AwkExpression, AwkExpression)
    case assignment(AwkExpression, ByteString, AwkExpression)
    case step(AwkExpression, by: Double, isPrefix: Bool)
    case choice(AwkExpression, AwkExpression, AwkExpression)
    case call(ByteString, [AwkExpression])
    case builtin(ByteString, [AwkExpression])
    case readLine(into: AwkExpression?, from: AwkExpression?, isCommand: Bool)

    var isAssignable: Bool {
        switch self {
        case .variable, .field, .element: true
        default: false
        }
    }
}

struct AwkFault: Error {
    var message: ByteString
    var status: UInt8 = 2
    /// The work is used up.
    var isSpent = false
}
