/// A program of `bc` while it runs.
struct BcRun: Sendable {
    /// Variables and elements of arrays there may be.
    static let mostValues = 10_000
    static let deepestCalls = 60
    /// Digits of a result behind the point.
    static let mostScale = 1000

    enum Flow: Sendable {
        case normal
        case leave
        case proceed
        case giveBack(Decimal)
        case end
    }

    var variables: [ByteString: Decimal] = [:]
    var arrays: [ByteString: [Int: Decimal]] = [:]
    var functions: [ByteString: BcFunction] = [:]
    let hasLibrary: Bool
    var scale: Int
    var inputBase = 10
    var outputBase = 10
    var last = Decimal.zero
    var calls = 0

    init(hasLibrary: Bool) {
        self.hasLibrary = hasLibrary
        scale = hasLibrary ? 20 : 0
    }

    enum End: Sendable {
        /// There is no more text.
        case text
        /// `quit`.
        case quit
        /// It would go on for ever.
        case never
    }

    mutating func run(_ text: [UInt8], named name: ByteString, in shell: inout Shell) -> End {
        var parser = BcParser(text)
        while true {
            do {
                switch try parser.item() {
                case .end: return .text
                case .function(let name, let function):
                    guard functions.count < 200 else { return .never }
                    functions[name] = function
                case .statements(let statements):
                    for statement in statements {
                        if case .end = try run(statement, &shell) { return .quit }
                    }
                }
            } catch {
                switch error {
                case .syntax(let line): shell.print("\(name) \(line): syntax error\n", to: 2)
                case .illegal(let byte, let line):
                    shell.print("\(name) \(line): illegal character: \(ByteString([byte]))\n", to: 2)
                case .runtime(let message, let address):
                    shell.print("Runtime error (func=(main), adr=\(address)): \(message)\n", to: 2)
                case .spent: return .never
                }
                parser.recover()
            }
        }
    }

    // MARK: Statements

    mutating func run(_ statement: BcStatement, _ shell: inout Shell) throws(BcFault) -> Flow {
        guard shell.charge(20) else { throw .spent }
        switch statement {
        case .expression(let expression):
            let value = try self.value(expression, &shell)
            guard !expression.isSilent else { return .normal }
            guard shell.print(Self.folded(value.text(base: outputBase)) + "\n") else { throw .spent }
            last = value
        case .text(let text): guard shell.print(text) || text.isEmpty else { throw .spent }
        case .print(let pieces):
            for piece in pieces {
                switch piece {
                case .text(let text): shell.print(ByteString(EchoEscapes.expand(text, style: .format).bytes))
                case .value(let expression):
                    last = try value(expression, &shell)
                    shell.print(Self.folded(last.text(base: outputBase)))
                }
            }
        case .condition(let condition, let first, let second):
            if try isTrue(condition, &shell) { return try run(first, &shell) }
            if let second { return try run(second, &shell) }
        case .loop(let start, let condition, let step, let body):
            if let start { _ = try value(start, &shell) }
            while true {
                if let condition, try !isTrue(condition, &shell) { return .normal }
                switch try run(body, &shell) {
                case .leave: return .normal
                case .giveBack(let value): return .giveBack(value)
                case .end: return .end
                case .normal, .proceed: break
                }
                if let step { _ = try value(step, &shell) }
            }
        case .block(let statements):
            for statement in statements {
                let flow = try run(statement, &shell)
                if case .normal = flow { continue }
                return flow
            }
        case .leave: return .leave
        case .proceed: return .proceed
        case .giveBack(let expression):
            guard let expression else { return .giveBack(.zero) }
            return .giveBack(try value(expression, &shell))
        case .end: return .end
        case .nothing: break
        }
        return .normal
    }

    mutating func isTrue(_ expression: BcExpression, _ shell: inout Shell) throws(BcFault) -> Bool {
        try !value(expression, &shell).isZero
    }

    /// Numbers go on behind a backslash on the next line.
    private static func folded(_ text: ByteString) -> ByteString {
        guard text.count > 69 else { return text }
        var lines: [ByteString] = []
        var rest = text[...]
        while !rest.isEmpty {
            lines.append(ByteString(rest.prefix(68)))
            rest = rest.dropFirst(68)
        }
        return lines.joined(by: "\\\n")
    }
}
