internal import Glibc

/// Expressions of an awk program.
extension AwkRun {
    mutating func value(of expression: AwkExpression, _ shell: inout Shell) throws(AwkFault) -> AwkValue {
        try charge(12, &shell)
        switch expression {
        case .number(let number): return .number(number)
        case .text(let text): return .text(text)
        case .expression(let pattern):
            return .number(try matches(record, pattern, &shell) ? 1 : 0)
        case .variable(let name):
            if let local = locals.last?[name] { return local }
            if name == "NF" { try splitRecord(&shell) }
            return variables[name] ?? .none
        case .field(let index):
            let number = try value(of: index, &shell).number
            guard number >= 0 else { throw AwkFault(message: "negative field index $\(Int(max(-1e9, number)))") }
            if number < 1 { return .input(record) }
            try splitRecord(&shell)
            return Int(min(1e6, number)) <= fields.count ? fields[Int(number) - 1] : .none
        case .element(let array, let indices):
            let key = try key(indices, &shell)
            let name = arrayName(array)
            if let value = arrays[name]?[key] { return value }
            guard arrays[name, default: [:]].count < Self.mostElements else {
                throw AwkFault(message: "", isSpent: true)
            }
            arrays[name, default: [:]][key] = AwkValue.none
            return .none
        case .contains(let array, let indices):
            let key = try key(indices, &shell)
            return .number(arrays[arrayName(array)]?[key] != nil ? 1 : 0)
        case .group(let inside):
            var last = AwkValue.none
            for expression in inside { last = try value(of: expression, &shell) }
            return last
        case .unary(let sign, let operand):
            let value = try value(of: operand, &shell)
            if sign == UInt8(ascii: "!") { return .number(value.isTrue ? 0 : 1) }
            return .number(sign == UInt8(ascii: "-") ? -value.number : value.number)
        case .binary(let operation, let left, let right): return try binary(operation, left, right, &shell)
        case .concatenation(let left, let right):
            let a = try value(of: left, &shell).text(string("CONVFMT"))
            let b = try value(of: right, &shell).text(string("CONVFMT"))
            try charge(a.count + b.count, &shell)
            guard a.count + b.count <= Self.mostBytes / 8 else { throw AwkFault(message: "", isSpent: true) }
            return .text(a + b)
        case .assignment(let target, let operation, let operand):
            var new = try value(of: operand, &shell)
            if !operation.isEmpty {
                new = .number(try calculate(operation, try value(of: target, &shell).number, new.number))
            }
            try assign(target, new, &shell)
            return new
        case .step(let target, let by, let isPrefix):
            let old = try value(of: target, &shell).number
            try assign(target, .number(old + by), &shell)
            return .number(isPrefix ? old + by : old)
        case .choice(let condition, let first, let second):
            return try value(of: try value(of: condition, &shell).isTrue ? first : second, &shell)
        case .call(let name, let arguments): return try call(name, arguments, &shell)
        case .builtin(let name, let arguments): return try builtin(name, arguments, &shell)
        case .readLine(let target, let source, let isCommand): return try readLine(target, source, isCommand, &shell)
        }
    }

    func calculate(_ operation: ByteString, _ a: Double, _ b: Double) throws(AwkFault) -> Double {
        switch operation {
        case "+": return a + b
        case "-": return a - b
        case "*": return a * b
        case "/":
            guard b != 0 else { throw AwkFault(message: "division by zero") }
            return a / b
        case "%":
            guard b != 0 else { throw AwkFault(message: "division by zero in %") }
            return fmod(a, b)
        default: return pow(a, b)
        }
    }

    mutating func binary(
        _ operation: ByteString, _ left: AwkExpression, _ right: AwkExpression, _ shell: inout Shell
    ) throws(AwkFault) -> AwkValue {
        switch operation {
        case "&&":
            guard try value(of: left, &shell).isTrue else { return .number(0) }
            return .number(try value(of: right, &shell).isTrue ? 1 : 0)
        case "||":
            if try value(of: left, &shell).isTrue { return .number(1) }
            return .number(try value(of: right, &shell).isTrue ? 1 : 0)
        case "~", "!~":
            let text = try value(of: left, &shell).text(string("CONVFMT"))
            let found = try matches(text, try pattern(right, &shell), &shell)
            return .number(found == (operation == "~") ? 1 : 0)
        case "<", "<=", "==", "!=", ">", ">=":
            let a = try value(of: left, &shell)
            let order = AwkValue.compare(a, try value(of: right, &shell))
            let holds =
                switch operation {
                case "<": order < 0
                case "<=": order <= 0
                case "==": order == 0
                case "!=": order != 0
                case ">": order > 0
                default: order >= 0
                }
            return .number(holds ? 1 : 0)
        default:
            let a = try value(of: left, &shell).number
            return .number(try calculate(operation, a, try value(of: right, &shell).number))
        }
    }

    /// The text of an operand that is a regular expression, literal or computed.
    mutating func pattern(_ expression: AwkExpression, _ shell: inout Shell) throws(AwkFault) -> ByteString {
        if case .expression(let pattern) = expression { return pattern }
        return try value(of: expression, &shell).text(string("CONVFMT"))
    }

    mutating func matches(
        _ text: ByteString, _ pattern: ByteString, _ shell: inout Shell
    ) throws(AwkFault) -> Bool {
        let expression = try compiled(pattern)
        try charge(text.count * (1 + expression.size / 8), &shell)
        return expression.firstMatch(in: text.bytes, from: 0) != nil
    }

    mutating func call(
        _ name: ByteString, _ arguments: [AwkExpression], _ shell: inout Shell
    ) throws(AwkFault) -> AwkValue {
        guard let function = program.functions[name] else { throw AwkFault(message: "function \(name) never defined") }
        guard locals.count < Self.deepestCalls else { throw AwkFault(message: "", isSpent: true) }
        var frame: [ByteString: AwkValue] = [:]
        var names: [ByteString: ByteString] = [:]
        for (index, parameter) in function.parameters.enumerated() {
            if index < arguments.count, case .variable(let argument) = arguments[index], locals.last?[argument] == nil,
                variables[argument] == nil
            {
                // An array, or a variable that was never set.
                names[parameter] = arrayName(argument)
                frame[parameter] = AwkValue.none
            } else if index < arguments.count {
                frame[parameter] = try value(of: arguments[index], &shell)
            } else {
                localArrays += 1
                names[parameter] = "\u{1}\(localArrays)"
                frame[parameter] = AwkValue.none
            }
        }
        locals.append(frame)
        aliases.append(names)
        result = .none
        _ = try execute(function.body, &shell)
        locals.removeLast()
        aliases.removeLast()
        for name in names.values where name.first == 1 { arrays[name] = nil }
        let returned = result
        result = .none
        return returned
    }
}
