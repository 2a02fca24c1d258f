/// `expr`: integer arithmetic, comparisons and `:`, each operand a word of its own.
struct ExprCommand: ShellCommand {
    static let names: [ByteString] = ["expr"]
    static let usage: ByteString = "expr EXPRESSION"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        if words.count < 2, shell.scope.dialect.isDebian {
            shell.print("expr: missing operand\nTry 'expr --help' for more information.\n", to: 2)
            return .exit(2)
        }
        guard words.count > 1 else { return shell.fail(words[0], "too few arguments", status: 2) }
        guard shell.charge(words.count * 16) else { return .exit(2) }
        var parser = Parser(rest: words.dropFirst())
        guard let value = parser.disjunction(), parser.rest.isEmpty else {
            var fault = parser.fault ?? "syntax error"
            if shell.scope.dialect.isDebian, parser.fault == nil, let last = words.last {
                fault =
                    parser.rest.isEmpty
                    ? "syntax error: missing argument after '\(last)'"
                    : "syntax error: unexpected argument '\(parser.rest.first ?? "")'"
            }
            return shell.fail(words[0], fault, status: 2)
        }
        shell.print(value + "\n")
        return .exit(value.isEmpty || value == "0" ? 1 : 0)
    }

    /// By precedence, from `|` to primaries; nil is a mistake.
    private struct Parser {
        var rest: ArraySlice<ByteString>
        var fault: ByteString?
        private var depth = 0

        init(rest: ArraySlice<ByteString>) { self.rest = rest }

        private mutating func take(_ operators: ByteString...) -> ByteString? {
            guard let word = rest.first, operators.contains(word) else { return nil }
            return rest.popFirst()
        }

        private static func isTrue(_ value: ByteString) -> Bool { !value.isEmpty && value != "0" }

        mutating func disjunction() -> ByteString? {
            guard var value = conjunction() else { return nil }
            while take("|") != nil {
                guard let right = conjunction() else { return nil }
                if !Self.isTrue(value) { value = right }
            }
            return value
        }

        private mutating func conjunction() -> ByteString? {
            guard var value = comparison() else { return nil }
            while take("&") != nil {
                guard let right = comparison() else { return nil }
                if !Self.isTrue(value) || !Self.isTrue(right) { value = "0" }
            }
            return value
        }

        private mutating func comparison() -> ByteString? {
            guard var value = sum() else { return nil }
            while let operation = take("<", "<=", "=", "==", "!=", ">=", ">") {
                guard let right = sum() else { return nil }
                let order: Int =
                    if let a = value.decimal, let b = right.decimal { a < b ? -1 : a == b ? 0 : 1 } else {
                        value < right ? -1 : value == right ? 0 : 1
                    }
                let holds =
                    switch operation {
                    case "<": order < 0
                    case "<=": order <= 0
                    case "=", "==": order == 0
                    case "!=": order != 0
                    case ">=": order >= 0
                    default: order > 0
                    }
                value = holds ? "1" : "0"
            }
            return value
        }

        private mutating func sum() -> ByteString? {
            guard var value = product() else { return nil }
            while let operation = take("+", "-") {
                guard let right = product(), let a = number(value), let b = number(right) else { return nil }
                value = "\(operation == "+" ? a &+ b : a &- b)"
            }
            return value
        }

        private mutating func product() -> ByteString? {
            guard var value = match() else { return nil }
            while let operation = take("*", "/", "%") {
                guard let right = match(), let a = number(value), let b = number(right) else { return nil }
                if operation == "*" {
                    value = "\(a &* b)"
                } else if b == 0 {
                    fault = "division by zero"
                    return nil
                } else {
                    value = "\(operation == "/" ? a.dividedReportingOverflow(by: b).partialValue : b == -1 ? 0 : a % b)"
                }
            }
            return value
        }

        private mutating func number(_ text: ByteString) -> Int? {
            if text.decimal == nil { fault = "non-numeric argument" }
            return text.decimal
        }

        /// `TEXT : PATTERN`, anchored at the beginning: what the first group met, or how many bytes.
        private mutating func match() -> ByteString? {
            guard var value = primary() else { return nil }
            while take(":") != nil {
                guard let pattern = primary(), let expression = try? RegularExpression(pattern, syntax: .basic) else {
                    return nil
                }
                let found = expression.firstMatch(in: value.bytes, from: 0).flatMap {
                    $0.range.lowerBound == 0 ? $0 : nil
                }
                if expression.groupCount > 0 {
                    value = found?.groups.first.flatMap { $0 }.map { [value] range in ByteString(value[range]) } ?? ""
                } else {
                    value = "\(found?.range.count ?? 0)"
                }
            }
            return value
        }

        /// `length`, `substr`, `index`, `match` with their operands; nil: it is a word like any other.
        private mutating func keyword(_ word: ByteString) -> ByteString? {
            switch word {
            case "length":
                guard let text = rest.popFirst() else { return nil }
                return "\(text.count)"
            case "substr":
                guard rest.count >= 3 else { return nil }
                let words = Array(rest.prefix(3))
                rest = rest.dropFirst(3)
                guard let start = words[1].decimal, let count = words[2].decimal, start > 0, count > 0 else {
                    return ""
                }
                return ByteString(words[0].dropFirst(start - 1).prefix(count))
            case "index":
                guard rest.count >= 2 else { return nil }
                let words = Array(rest.prefix(2))
                rest = rest.dropFirst(2)
                return "\((words[0].firstIndex { words[1].contains($0) } ?? -1) + 1)"
            default: return nil
            }
        }

        private mutating func primary() -> ByteString? {
            guard let word = rest.popFirst() else { return nil }
            if let value = keyword(word) { return value }
            guard word == "(" else { return word == ")" ? nil : word }
            depth += 1
            defer { depth -= 1 }
            guard depth < 30, let value = disjunction(), take(")") != nil else { return nil }
            return value
        }
    }
}
