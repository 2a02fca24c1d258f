/// A program of `bc` while it runs.
struct BcRun: Sendable {
    /// Variables and elements of arrays there may be.
    private static let mostValues = 10_000
    private static let deepestCalls = 60
    /// Digits of a result behind the point.
    private static let mostScale = 1000

    private enum Flow: Sendable {
        case normal
        case leave
        case proceed
        case giveBack(Decimal)
        case end
    }

    private var variables: [ByteString: Decimal] = [:]
    private var arrays: [ByteString: [Int: Decimal]] = [:]
    private var functions: [ByteString: BcFunction] = [:]
    private let hasLibrary: Bool
    private var scale: Int
    private var inputBase = 10
    private var outputBase = 10
    private var last = Decimal.zero
    private var calls = 0

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

    private mutating func run(_ statement: BcStatement, _ shell: inout Shell) throws(BcFault) -> Flow {
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

    private mutating func isTrue(_ expression: BcExpression, _ shell: inout Shell) throws(BcFault) -> Bool {
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

    // MARK: Values

    private mutating func value(_ expression: BcExpression, _ shell: inout Shell) throws(BcFault) -> Decimal {
        guard shell.charge(20) else { throw .spent }
        switch expression {
        case .number(let text):
            guard text.count < 2000, shell.charge(text.count * 4) else { throw .spent }
            return Decimal(text, base: inputBase)
        case .value(let place): return try value(of: place, &shell)
        case .negated(let inner): return try value(inner, &shell).negated
        case .not(let inner): return Decimal(try isTrue(inner, &shell) ? 0 : 1)
        case .binary(let operation, let left, let right, let address):
            let a = try value(left, &shell)
            return try combine(operation, a, try value(right, &shell), address, &shell)
        case .assign(let place, let operation, let expression, let address):
            var value = try value(expression, &shell)
            if let operation {
                value = try combine(operation, try self.value(of: place, &shell), value, address, &shell)
            }
            try set(place, value, &shell)
            return value
        case .step(let place, let step, let isPrefix):
            let before = try value(of: place, &shell)
            let after = before + Decimal(step)
            try set(place, after, &shell)
            return isPrefix ? after : before
        case .call(let function, let arguments, let address): return try call(function, arguments, address, &shell)
        }
    }

    private mutating func combine(
        _ operation: BcOperator, _ a: Decimal, _ b: Decimal, _ address: Int, _ shell: inout Shell
    ) throws(BcFault) -> Decimal {
        let size = a.size + b.size + scale / 9
        guard size < Natural.mostLimbs, shell.charge(a.size * b.size + scale) else { throw .spent }
        func truth(_ value: Bool) -> Decimal { Decimal(value ? 1 : 0) }
        switch operation {
        case .add: return a + b
        case .subtract: return a - b
        case .multiply: return a.times(b, scale: scale)
        case .divide:
            guard let result = a.divided(by: b, scale: scale) else {
                throw .runtime("Divide by zero", address: address)
            }
            return result
        case .remainder:
            guard let result = a.rest(of: b, scale: scale) else {
                throw .runtime("Modulo by zero", address: address)
            }
            return result
        case .power: return try power(a, b, address, &shell)
        case .less: return truth(a < b)
        case .lessOrEqual: return truth(!(b < a))
        case .equal: return truth(a == b)
        case .notEqual: return truth(!(a == b))
        case .greater: return truth(b < a)
        case .greaterOrEqual: return truth(!(a < b))
        case .and: return truth(!a.isZero && !b.isZero)
        case .or: return truth(!a.isZero || !b.isZero)
        }
    }

    private func power(
        _ base: Decimal, _ exponent: Decimal, _ address: Int, _ shell: inout Shell
    ) throws(BcFault) -> Decimal {
        if exponent.scale > 0, !(exponent - exponent.truncated(to: 0)).isZero {
            shell.print("Runtime warning (func=(main), adr=\(address)): non-zero scale in exponent\n", to: 2)
        }
        guard let count = exponent.whole, abs(count) < 100_000 else { throw .spent }
        guard base.size * abs(count) < Natural.mostLimbs * 12 else { throw .spent }
        // As many digits behind the point as a product of that many would have.
        let places = count < 0 ? scale : min(base.scale * count, max(scale, base.scale))
        let exact = base.scale * abs(count)
        var (result, factor, rest) = (Decimal(1), base, abs(count))
        while rest > 0 {
            guard result.size + factor.size < Natural.mostLimbs, shell.charge(factor.size * factor.size + 20) else {
                throw .spent
            }
            if rest & 1 == 1 { result = result.times(factor, scale: exact) }
            rest >>= 1
            if rest > 0 { factor = factor.times(factor, scale: exact) }
        }
        if count < 0 {
            guard let inverse = Decimal(1).divided(by: result, scale: scale) else {
                throw .runtime("Divide by zero", address: address)
            }
            return inverse
        }
        return result.truncated(to: places)
    }

    private mutating func value(of place: BcExpression.Place, _ shell: inout Shell) throws(BcFault) -> Decimal {
        switch place {
        case .variable(let name): return variables[name] ?? .zero
        case .element(let name, let index):
            let index = try value(index, &shell).whole ?? 0
            return arrays[name]?[index] ?? .zero
        case .scale: return Decimal(scale)
        case .inputBase: return Decimal(inputBase)
        case .outputBase: return Decimal(outputBase)
        case .last: return last
        }
    }

    private mutating func set(
        _ place: BcExpression.Place, _ value: Decimal, _ shell: inout Shell
    ) throws(BcFault) {
        guard variables.count < Self.mostValues, arrays.count < 1000, value.size < Natural.mostLimbs else {
            throw .spent
        }
        switch place {
        case .variable(let name): variables[name] = value
        case .element(let name, let index):
            let index = try self.value(index, &shell).whole ?? 0
            guard arrays[name]?.count ?? 0 < Self.mostValues, shell.charge(100 + value.size * 8) else { throw .spent }
            arrays[name, default: [:]][index] = value
        case .scale: scale = max(0, min(Self.mostScale, value.whole ?? 0))
        case .inputBase: inputBase = max(2, min(16, value.whole ?? 10))
        case .outputBase: outputBase = max(2, min(999, value.whole ?? 10))
        case .last: last = value
        }
    }

    // MARK: Functions

    private mutating func call(
        _ function: BcExpression.Function, _ arguments: [BcExpression], _ address: Int, _ shell: inout Shell
    ) throws(BcFault) -> Decimal {
        if case .own(let name) = function, let own = functions[name] {
            return try call(own, named: name, arguments, address, &shell)
        }
        var values: [Decimal] = []
        for argument in arguments { values.append(try value(argument, &shell)) }
        let first = values.first ?? .zero
        let size = first.size + scale / 9 + 4
        switch function {
        case .length: return Decimal(first.length)
        case .scale: return Decimal(first.scale)
        case .read: return .zero
        case .root:
            guard size < Natural.mostLimbs, shell.charge(size * size * 60) else { throw .spent }
            guard let root = first.root(scale: scale) else {
                throw .runtime("Square root of a negative number", address: address)
            }
            return root
        case .own(let name):
            let result: Decimal?
            guard hasLibrary, "sclaej".utf8.contains(name.first ?? 0), name.count == 1 else {
                throw .runtime("Function \(name) not defined.", address: address)
            }
            guard size < 60, shell.charge(size * size * 2000) else { throw .spent }
            switch name {
            case "s": result = first.sine(scale: scale)
            case "c": result = first.cosine(scale: scale)
            case "a": result = first.arcTangent(scale: scale)
            case "l": result = first.logarithm(scale: scale) ?? Decimal(Natural(1).shifted(scale), isNegative: true)
            case "e": result = first.exponential(scale: scale)
            default: result = values.dropFirst().first?.bessel(order: first.whole ?? 0, scale: scale)
            }
            guard let result else { throw .spent }
            return result
        }
    }

    private mutating func call(
        _ function: BcFunction, named name: ByteString, _ arguments: [BcExpression], _ address: Int,
        _ shell: inout Shell
    ) throws(BcFault) -> Decimal {
        guard calls < Self.deepestCalls, shell.charge(100) else { throw .spent }
        guard arguments.count == function.parameters.count else {
            throw .runtime("Parameter number mismatch", address: address)
        }
        var given: [Decimal] = []
        var givenArrays: [[Int: Decimal]] = []
        for (argument, parameter) in zip(arguments, function.parameters) {
            if parameter.isArray, case .value(.variable(let array)) = argument {
                givenArrays.append(arrays[ByteString(array.dropLast(2))] ?? [:])
                given.append(.zero)
            } else {
                givenArrays.append([:])
                given.append(try value(argument, &shell))
            }
        }
        let (outer, outerArrays) = (variables, arrays)
        for (index, parameter) in function.parameters.enumerated() {
            if parameter.isArray {
                arrays[parameter.name] = givenArrays[index]
            } else {
                variables[parameter.name] = given[index]
            }
        }
        for local in function.locals {
            if local.isArray { arrays[local.name] = nil } else { variables[local.name] = nil }
        }
        calls += 1
        var result = Decimal.zero
        statements: for statement in function.body {
            switch try run(statement, &shell) {
            case .giveBack(let value):
                result = value
                break statements
            case .end: throw .spent
            case .normal, .leave, .proceed: continue
            }
        }
        calls -= 1
        for name in function.parameters + function.locals {
            if name.isArray {
                arrays[name.name] = outerArrays[name.name]
            } else {
                variables[name.name] = outer[name.name]
            }
        }
        return result
    }
}
