struct ChpasswdCommand: ShellCommand {
    static let names: [ByteString] = ["chpasswd"]
    static let usage: ByteString = "chpasswd [--md5/--encrypted]"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        switch shell.inputs([], of: words[0]) {
        case .outcome(let outcome): return outcome
        case .files(let files, _):
            for line in files.flatMap({ $0.bytes.lines }) {
                guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
                    return shell.fail(words[0], "missing new password")
                }
                shell.print("Password for '\(line[..<colon])' changed\n")
            }
            return .success
        }
    }
}
