/// `more` and `less`: what fits no screen goes by.
struct MoreCommand: ShellCommand {
    static let names: [ByteString] = ["more", "less"]
    static let usage: ByteString = "more [FILE]..."

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let operands = words.dropFirst().filter { $0.first != UInt8(ascii: "-") }
        if shell.scope.dialect.isDebian, let operand = operands.first {
            do {
                _ = try shell.files.find(operand, from: shell.scope.directory)
            } catch {
                return words[0] == "more"
                    ? shell.fail("more", "cannot open \(operand): \(error.message)", status: 0)
                    : shell.failPlainly("\(operand): \(error.message)")
            }
        }
        return .become(["cat"] + words.dropFirst().filter { $0.first != UInt8(ascii: "-") })
    }
}
