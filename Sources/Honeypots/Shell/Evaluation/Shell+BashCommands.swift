import ThreatModel

/// Compound commands of bash, and what happens when a command fails.
extension Shell {
    mutating func startArithmetic(_ expression: ShellWord) {
        do {
            status = try evaluate(expression) == 0 ? 1 : 0
            if status != 0 { noteFailure() }
        } catch {
            switch error {
            case .message(let text), .fatal(let text): complain("((: " + text, status: 1)
            case .spent: status = 1
            }
        }
    }

    mutating func startCondition(_ condition: ConditionExpression) {
        do {
            status = try holds(condition) ? 0 : 1
            if status != 0 { noteFailure() }
        } catch {
            switch error {
            case .message(let text), .fatal(let text): complain("[[: " + text, status: 1)
            case .spent: status = 1
            }
        }
    }

    mutating func startCounting(first: ShellWord, condition: ShellWord, update: ShellWord, body: ShellList) {
        do {
            _ = try evaluate(first)
        } catch {
            return giveUp(error)
        }
        var test = ShellSyntax.Compound.arithmetic(condition)
        if condition.parts.allSatisfy({ part in
            if case .quoted(let text) = part { text.allSatisfy { $0.isSpace } } else { false }
        }) {
            test = .arithmetic(ShellWord(quoted: "1"))
        }
        let pipeline = ShellList.Pipeline(isNegated: false, commands: [.compound(test, [])])
        let list = ShellList(items: [
            ShellList.Item(andOr: ShellList.AndOr(first: pipeline, rest: []), background: nil)
        ])
        push(.loop(ShellFrame.Loop(condition: list, isUntil: false, body: body, update: update)))
    }

    // MARK: Conditions

    private mutating func holds(_ condition: ConditionExpression) throws(ExpansionError) -> Bool {
        guard charge(16) else { throw .spent }
        switch condition {
        case .word(let word): return try !expandText(word).isEmpty
        case .not(let inner): return try !holds(inner)
        case .and(let left, let right):
            guard try holds(left) else { return false }
            return try holds(right)
        case .or(let left, let right):
            if try holds(left) { return true }
            return try holds(right)
        case .unary(let letter, let word):
            let operand = try expandText(word)
            if letter == UInt8(ascii: "v") { return value(of: operand) != nil }
            if letter == UInt8(ascii: "o") { return hasOption(operand) }
            return try test(["-" + ByteString([letter]), operand])
        case .binary(let left, let operation, let right):
            return try compare(try expandText(left), operation, right)
        }
    }

    private mutating func compare(
        _ left: ByteString, _ operation: ByteString, _ right: ShellWord
    ) throws(ExpansionError) -> Bool {
        switch operation {
        case "=", "==", "!=":
            let pattern = try expandPattern(right, isCondition: true)
            return try fits(pattern, left) == (operation != "!=")
        case "=~": return try matches(left, expression: right)
        case "<": return left < (try expandText(right))
        case ">": return (try expandText(right)) < left
        case "-eq", "-ne", "-lt", "-le", "-gt", "-ge":
            let (a, b) = (try evaluate(left), try evaluate(try expandText(right)))
            switch operation {
            case "-eq": return a == b
            case "-ne": return a != b
            case "-lt": return a < b
            case "-le": return a <= b
            case "-gt": return a > b
            default: return a >= b
            }
        default: return try test([left, operation, try expandText(right)])
        }
    }

    private mutating func test(_ words: [ByteString]) throws(ExpansionError) -> Bool {
        var expression = TestExpression(words, shell: self)
        do {
            return try expression.evaluate()
        } catch {
            throw .message(error.message)
        }
    }

    private mutating func matches(_ text: ByteString, expression word: ShellWord) throws(ExpansionError) -> Bool {
        let pattern = try expandExpression(word)
        guard let expression = try? RegularExpression(pattern, syntax: .extended) else { throw .message("bad regex") }
        guard charge(text.count &* (1 + expression.size / 8)) else { throw .spent }
        guard let match = expression.firstMatch(in: text.bytes, from: 0) else {
            _ = scope.setArray("BASH_REMATCH", ShellArray())
            return false
        }
        let groups = [match.range] + match.groups.map { $0 ?? 0..<0 }
        _ = scope.setArray("BASH_REMATCH", ShellArray(groups.map { ByteString(text[$0]) }))
        return true
    }

    func hasOption(_ name: ByteString) -> Bool {
        if name == "pipefail" { return scope.bash.pipeFails }
        return SetOptions.letter(of: name).map { scope.options.contains($0) } ?? false
    }

    // MARK: Failures

    /// What comes next takes up a pipeline whose command just ended.
    var isPipelineNext: Bool {
        if case .pipeline = frames.last { true } else { false }
    }

    /// A command has failed: `set -e` may end the process, and a trap may have been set.
    mutating func noteFailure() {
        guard scope.options.contains(UInt8(ascii: "e")) || scope.bash.errorTrap != nil, !isFailureExpected else {
            return
        }
        if let trap = scope.bash.errorTrap {
            var parser = ShellParser(trap, dialect: scope.dialect)
            parser.hasChoices = hasChoices
            if let list = try? parser.next() {
                scope.bash.errorTrap = nil
                push(.restoringStatus(status, errorTrap: trap))
                push(.list(list, next: 0))
            }
        }
        if scope.options.contains(UInt8(ascii: "e")) { follow(.leaving(status), of: []) }
    }

    /// The command stands where its status decides something.
    private var isFailureExpected: Bool {
        for frame in frames.reversed() {
            switch frame {
            case .conditional, .andOr, .negation, .pipeline: return true
            case .loop(let loop): if loop.isDeciding { return true }
            case .prompt: return false
            case .list, .timing, .forEach, .script, .programs, .descriptors, .variables, .call, .process, .reading,
                .hanging, .restoringStatus, .sinks:
                continue
            }
        }
        return false
    }

    /// What `time` prints.
    mutating func tellTime(since start: Timestamp, isPortable: Bool) {
        let milliseconds = max(now.milliseconds - start.milliseconds, isPortable ? 0 : 1)
        let seconds = milliseconds / 1000
        let fraction = ByteString(String(String(milliseconds % 1000 + 1000).dropFirst()))
        if isPortable {
            print("real \(seconds).\(fraction.prefix(2))\nuser 0.00\nsys 0.00\n", to: 2)
        } else {
            print("\nreal\t\(seconds / 60)m\(seconds % 60).\(fraction)s\nuser\t0m0.000s\nsys\t0m0.000s\n", to: 2)
        }
    }

    // MARK: Syntax errors

    /// Tells of a mistake in the text, in the words of the shell that reads it.
    mutating func complain(about error: ShellSyntaxError, in parser: ShellParser) {
        guard scope.dialect.isDebian else { return complain(error.message, status: 2) }
        var parser = parser
        let line = parser.currentLine()
        let name = scope.script ?? scope.name
        status = 2
        if scope.dialect == .dash {
            print("\(name): \(line): \(error.dashMessage(parser.peekedText))\n", to: 2)
            return
        }
        let head: ByteString =
            scope.isInteractive ? "\(name): " : scope.source == .string ? "\(name): -c: line " : "\(name): line "
        func place(_ line: Int) -> ByteString { scope.isInteractive ? head : head + "\(line): " }
        let last = parser.firstLine + parser.text.count { $0 == 0x0a } + (parser.text.last == 0x0a ? 0 : 1)
        switch error {
        case .incomplete(_, .byte(let quote)):
            let sign: ByteString = quote == UInt8(ascii: "(") ? ")" : ByteString([quote])
            print("\(place(line))unexpected EOF while looking for matching `\(sign)'\n", to: 2)
            print("\(place(last))syntax error: unexpected end of file\n", to: 2)
        case .incomplete: print("\(place(last))syntax error: unexpected end of file\n", to: 2)
        case .faulty(let message):
            if message.hasPrefix("bad substitution") || message.hasPrefix("out of memory") {
                print("\(place(line))\(message)\n", to: 2)
                return
            }
            let token = parser.peekedText
            let shown: ByteString = token.isEmpty || token == "\n" ? "newline" : token
            let whole = parser.text.split(separator: 0x0a, omittingEmptySubsequences: false)
            let text = whole.indices.contains(line - parser.firstLine) ? ByteString(whole[line - parser.firstLine]) : ""
            if message == "unexpected argument" {
                print("\(place(line))unexpected argument `\(shown)' to conditional binary operator\n", to: 2)
                print("\(place(line))syntax error near `\(shown)'\n\(place(line))`\(text)'\n", to: 2)
                return
            }
            print("\(place(line))syntax error near unexpected token `\(shown)'\n", to: 2)
            if !scope.isInteractive { print("\(place(line))`\(text)'\n", to: 2) }
        }
    }
}

extension ShellSyntaxError {
    /// What dash prints behind its name and the line.
    fileprivate func dashMessage(_ token: ByteString) -> ByteString {
        switch self {
        case .incomplete(_, .byte(let quote)):
            return quote == UInt8(ascii: "`")
                ? "Syntax error: EOF in backquote substitution" : "Syntax error: Unterminated quoted string"
        case .incomplete: return "Syntax error: end of file unexpected"
        case .faulty(let message):
            if message.hasPrefix("bad substitution") { return "Bad substitution" }
            let shown: ByteString = token.isEmpty || token == "\n" ? "newline" : "\"\(token)\""
            let expected = message.range(ofExpectation: " (expecting ")
            return "Syntax error: \(shown) unexpected\(expected)"
        }
    }
}

extension ByteString {
    /// The part behind and with ` (expecting `, or nothing.
    fileprivate func range(ofExpectation mark: ByteString) -> ByteString {
        guard count >= mark.count else { return "" }
        for start in 0...(count - mark.count) where self[start...].starts(with: mark) {
            return ByteString(self[start...])
        }
        return ""
    }
}
