/// `env` of BusyBox.
struct EnvCommand: ShellCommand {
    static let names: [ByteString] = ["env"]
    static let usage: ByteString = "env [-iu] [-] [name=value]... [PROG ARGS]"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "+iu:0", in: &shell) else { return .failure }
        var rest = options.operands[...]
        let change = EnvironmentChange(
            &rest, clears: options.has("i"), gone: options.arguments[UInt8(ascii: "u")] ?? [])
        let program = Array(rest.drop { $0 == "-" })
        guard program.isEmpty else {
            change.apply(to: &shell)
            return .become(program)
        }
        let end: ByteString = options.has("0") ? "\0" : "\n"
        for line in change.lines(in: shell.scope) { shell.print(line + end) }
        return .success
    }
}
