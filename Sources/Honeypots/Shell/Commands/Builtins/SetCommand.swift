struct SetCommand: ShellCommand {
    static let names: [ByteString] = ["set"]
    static let place = CommandPlace.builtin

    private static let letters = ByteString("abCefhmnuvx")

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard words.count > 1 else {
            for (name, variable) in shell.scope.variables.sorted(by: { $0.key < $1.key }) {
                shell.print("\(name)=\(variable.value.quotedForShell)\n")
            }
            return .success
        }
        var rest = words.dropFirst()
        while let word = rest.first, word.count > 1, word[0] == UInt8(ascii: "-") || word[0] == UInt8(ascii: "+") {
            rest.removeFirst()
            if word == "--" {
                shell.scope.parameters = Array(rest)
                return .success
            }
            for letter in word.dropFirst() {
                if letter == UInt8(ascii: "o") {
                    // Names of options are taken and make no difference here.
                    _ = rest.popFirst()
                } else if Self.letters.contains(letter) {
                    if word[0] == UInt8(ascii: "-") {
                        shell.scope.options.insert(letter)
                    } else {
                        shell.scope.options.remove(letter)
                    }
                } else {
                    return shell.complain(
                        builtin: words[0], "illegal option \(ByteString([word[0], letter]))", status: 2)
                }
            }
        }
        if !rest.isEmpty { shell.scope.parameters = Array(rest) }
        return .success
    }
}
