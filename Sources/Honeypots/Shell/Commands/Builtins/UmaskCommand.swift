struct UmaskCommand: ShellCommand {
    static let names: [ByteString] = ["umask"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard words.count > 1, words[1] != "-S" else {
            let digits = String(shell.scope.mask, radix: 8)
            shell.print("\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)\n")
            return .success
        }
        guard let mask = UInt16(words[1].text, radix: 8), mask <= 0o777 else {
            return shell.complain(builtin: words[0], "Illegal number: \(words[1])", status: 2)
        }
        shell.scope.mask = mask
        return .success
    }
}
