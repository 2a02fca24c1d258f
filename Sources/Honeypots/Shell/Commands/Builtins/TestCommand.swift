/// `test`, `[` and `[[` (POSIX.1-2017, XCU test; `==`, `=~`-less as BusyBox).
struct TestCommand: ShellCommand {
    static let names: [ByteString] = ["test", "[", "[["]
    static let place = CommandPlace.both

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        var operands = Array(words.dropFirst())
        if words[0] != "test" {
            let close: ByteString = words[0].hasSuffix("[[") ? "]]" : "]"
            guard operands.popLast() == close else {
                return shell.fail(shell.scope.name, "missing \(close)", status: 2)
            }
        }
        guard shell.charge(operands.count * 8) else { return .exit(2) }
        var expression = TestExpression(operands, shell: shell)
        do {
            return .exit(try expression.evaluate() ? 0 : 1)
        } catch {
            return shell.fail(shell.scope.name, error.message, status: 2)
        }
    }
}

/// The operands of `test` as a condition.
struct TestExpression {
    struct Fault: Error {
        var message: ByteString
    }

    /// Parentheses and `!` inside each other.
    private static let deepestNesting = 50

    private var rest: ArraySlice<ByteString>
    private let shell: Shell
    private var depth = 0

    init(_ operands: [ByteString], shell: Shell) {
        rest = operands[...]
        self.shell = shell
    }

    mutating func evaluate() throws(Fault) -> Bool {
        if rest.isEmpty { return false }
        let value = try disjunction()
        if let extra = rest.first { throw Fault(message: "\(extra): unknown operand") }
        return value
    }

    private mutating func disjunction() throws(Fault) -> Bool {
        var value = try conjunction()
        while rest.first == "-o" || rest.first == "||" {
            rest.removeFirst()
            let right = try conjunction()
            value = value || right
        }
        return value
    }

    private mutating func conjunction() throws(Fault) -> Bool {
        var value = try negation()
        while rest.first == "-a" || rest.first == "&&" {
            rest.removeFirst()
            let right = try negation()
            value = value && right
        }
        return value
    }

    private mutating func negation() throws(Fault) -> Bool {
        depth += 1
        defer { depth -= 1 }
        guard depth < Self.deepestNesting else { throw Fault(message: "argument expected") }
        if rest.first == "!", rest.count > 1, binaryOperator(rest.dropFirst().first) == nil || rest.count > 3 {
            rest.removeFirst()
            return !(try negation())
        }
        if rest.first == "(", rest.count > 2 {
            rest.removeFirst()
            let value = try disjunction()
            guard rest.popFirst() == ")" else { throw Fault(message: "closing paren expected") }
            return value
        }
        return try primary()
    }

    private func binaryOperator(_ word: ByteString?) -> ByteString? {
        guard let word else { return nil }
        let known: [ByteString] = [
            "=", "==", "!=", "<", ">", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef",
        ]
        return known.contains(word) ? word : nil
    }

    private mutating func primary() throws(Fault) -> Bool {
        guard let first = rest.popFirst() else { throw Fault(message: "argument expected") }
        if let operation = binaryOperator(rest.first) {
            rest.removeFirst()
            guard let second = rest.popFirst() else { throw Fault(message: "\(operation): argument expected") }
            return try compare(first, operation, second)
        }
        guard first.count == 2, first[0] == UInt8(ascii: "-"), let operand = rest.first, !isJoint(operand) else {
            return !first.isEmpty
        }
        guard let value = check(first[1], operand) else { return !first.isEmpty }
        rest.removeFirst()
        return value
    }

    private func isJoint(_ word: ByteString) -> Bool { (word == "-a" || word == "-o") && rest.count > 1 }

    private func compare(_ a: ByteString, _ operation: ByteString, _ b: ByteString) throws(Fault) -> Bool {
        switch operation {
        case "=", "==": return a == b
        case "!=": return a != b
        case "<": return a < b
        case ">": return b < a
        case "-nt": return modified(a) > modified(b)
        case "-ot": return modified(a) < modified(b)
        case "-ef": return node(a) != nil && node(a)?.id == node(b)?.id
        default: break
        }
        let (x, y) = (try number(a), try number(b))
        switch operation {
        case "-eq": return x == y
        case "-ne": return x != y
        case "-lt": return x < y
        case "-le": return x <= y
        case "-gt": return x > y
        default: return x >= y
        }
    }

    private func number(_ text: ByteString) throws(Fault) -> Int {
        guard let value = ByteString(text.drop { $0.isBlank }).decimal else {
            throw Fault(message: "\(text): bad number")
        }
        return value
    }

    private func node(_ path: ByteString, follow: Bool = true) -> (id: Int, node: FileNode)? {
        guard let id = try? shell.files.find(path, from: shell.scope.directory, follow: follow) else { return nil }
        return (id, shell.files[id])
    }

    private func modified(_ path: ByteString) -> Int64 { node(path)?.node.modified ?? Int64.min }

    /// A test with one operand; nil when the letter is none.
    private func check(_ letter: UInt8, _ operand: ByteString) -> Bool? {
        switch letter {
        case UInt8(ascii: "z"): return operand.isEmpty
        case UInt8(ascii: "n"): return !operand.isEmpty
        case UInt8(ascii: "e"): return node(operand) != nil
        case UInt8(ascii: "r"): return node(operand).map { shell.files.may(.read, $0.id) } ?? false
        case UInt8(ascii: "O"): return node(operand).map { $0.node.owner == shell.files.user?.uid ?? 0 } ?? false
        case UInt8(ascii: "G"): return node(operand).map { $0.node.group == shell.files.user?.gid ?? 0 } ?? false
        case UInt8(ascii: "f"): return node(operand)?.node.isFile ?? false
        case UInt8(ascii: "d"): return node(operand)?.node.isDirectory ?? false
        case UInt8(ascii: "x"):
            return node(operand).map {
                shell.files.may(.execute, $0.id) && ($0.node.isExecutable || $0.node.isDirectory)
            } ?? false
        case UInt8(ascii: "s"): return node(operand).map { $0.node.size > 0 } ?? false
        case UInt8(ascii: "L"), UInt8(ascii: "h"): return type(operand, UInt8(ascii: "l"), follow: false)
        case UInt8(ascii: "b"), UInt8(ascii: "c"), UInt8(ascii: "p"): return type(operand, letter)
        case UInt8(ascii: "S"): return type(operand, UInt8(ascii: "s"))
        case UInt8(ascii: "w"):
            guard let place = try? shell.files.place(of: operand, from: shell.scope.directory), let id = place.id else {
                return false
            }
            guard shell.files.may(.write, id) else { return false }
            return shell.files.mount(of: place.path)?.isWritable ?? true
        case UInt8(ascii: "k"): return node(operand).map { $0.node.mode & 0o1000 != 0 } ?? false
        case UInt8(ascii: "u"): return node(operand).map { $0.node.mode & 0o4000 != 0 } ?? false
        case UInt8(ascii: "g"): return node(operand).map { $0.node.mode & 0o2000 != 0 } ?? false
        case UInt8(ascii: "t"): return !shell.isPiped && operand.decimal.map { shell.isTerminal($0) } ?? false
        default: return nil
        }
    }

    private func type(_ path: ByteString, _ letter: UInt8, follow: Bool = true) -> Bool {
        node(path, follow: follow)?.node.typeLetter == letter
    }
}
