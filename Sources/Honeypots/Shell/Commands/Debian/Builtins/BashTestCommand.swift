/// `test` and `[` of bash and dash.
struct BashTestCommand: ShellCommand {
    static let names: [ByteString] = ["test", "["]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        var operands = Array(words.dropFirst())
        if words[0] == "[" {
            guard operands.popLast() == "]" else {
                return shell.complain(
                    builtin: "[", shell.scope.dialect == .bash ? "missing `]'" : "missing ]", status: 2)
            }
        }
        guard shell.charge(operands.count * 8) else { return .exit(2) }
        if shell.scope.dialect == .bash, operands.count == 3 || operands.count == 2, let fault = fault(in: operands) {
            return shell.complain(builtin: words[0], fault, status: 2)
        }
        var expression = TestExpression(operands, shell: shell)
        do {
            return .exit(try expression.evaluate() ? 0 : 1)
        } catch {
            return shell.complain(builtin: words[0], translated(error.message, shell.scope.dialect), status: 2)
        }
    }

    /// What bash says of two or three operands that are no test.
    private static func fault(in operands: [ByteString]) -> ByteString? {
        let binary: Set<ByteString> = [
            "=", "==", "!=", "<", ">", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef", "-a", "-o",
        ]
        if operands.count == 2, operands[0] != "!" {
            let isUnary =
                operands[0].count == 2 && operands[0][0] == UInt8(ascii: "-")
                && "abcdefghknoprstuvwxzGLNORS".utf8.contains(operands[0][1])
            return isUnary ? nil : "\(operands[0]): unary operator expected"
        }
        guard operands.count == 3, operands[0] != "!", operands[0] != "(" else { return nil }
        return binary.contains(operands[1]) ? nil : "\(operands[1]): binary operator expected"
    }

    private static func translated(_ message: ByteString, _ dialect: ShellDialect) -> ByteString {
        if message.hasSuffix(": bad number") {
            let text = ByteString(message.dropLast(12))
            return dialect == .bash ? "\(text): integer expression expected" : "Illegal number: \(text)"
        }
        if message.hasSuffix(": unknown operand") {
            return dialect == .bash ? "too many arguments" : "\(message.dropLast(17)): unexpected operator"
        }
        return message
    }
}
