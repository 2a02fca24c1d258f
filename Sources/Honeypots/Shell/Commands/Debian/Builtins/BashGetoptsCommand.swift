struct BashGetoptsCommand: ShellCommand {
    static let names: [ByteString] = ["getopts"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard words.count >= 3 else {
            shell.print("getopts: usage: getopts optstring name [arg ...]\n", to: 2)
            return .exit(2)
        }
        let isSilent = words[1].first == UInt8(ascii: ":")
        let known = isSilent ? ByteString(words[1].dropFirst()) : words[1]
        let arguments = words.count > 3 ? Array(words.dropFirst(3)) : shell.scope.parameters
        var index = max(1, shell.scope["OPTIND"]?.decimal ?? 1)
        // How far into a word of several letters it is.
        var offset = max(1, shell.scope["_OPTOFS"]?.decimal ?? 1)
        if index > arguments.count { return finish(words[2], index, &shell) }
        let word = arguments[index - 1]
        guard word.count > 1, word[0] == UInt8(ascii: "-") else { return finish(words[2], index, &shell) }
        if word == "--" { return finish(words[2], index + 1, &shell) }
        if offset >= word.count { offset = 1 }
        let letter = word[offset]
        var result = ByteString([letter])
        let place = letter == UInt8(ascii: ":") ? nil : known.firstIndex(of: letter)
        var argument: ByteString?
        offset += 1
        if let place {
            if place + 1 < known.count, known[place + 1] == UInt8(ascii: ":") {
                if offset < word.count {
                    argument = ByteString(word[offset...])
                } else if index < arguments.count {
                    argument = arguments[index]
                    index += 1
                } else {
                    result = isSilent ? ":" : "?"
                    argument = isSilent ? ByteString([letter]) : nil
                    if !isSilent {
                        shell.print(
                            "\(shell.scope.name): option requires an argument -- \(ByteString([letter]))\n", to: 2)
                    }
                }
                offset = word.count
            }
        } else {
            result = "?"
            if isSilent {
                argument = ByteString([letter])
            } else {
                shell.print("\(shell.scope.name): illegal option -- \(ByteString([letter]))\n", to: 2)
            }
        }
        if offset >= word.count {
            index += 1
            offset = 1
        }
        _ = shell.scope.set("OPTIND", "\(index)")
        _ = shell.scope.set("_OPTOFS", "\(offset)")
        if let argument { _ = shell.scope.set("OPTARG", argument) } else { shell.scope.unset("OPTARG") }
        _ = shell.scope.set(words[2], result)
        return .success
    }

    private static func finish(_ name: ByteString, _ index: Int, _ shell: inout Shell) -> CommandOutcome {
        _ = shell.scope.set(name, "?")
        _ = shell.scope.set("OPTIND", "\(index)")
        shell.scope.unset("_OPTOFS")
        return .failure
    }
}
