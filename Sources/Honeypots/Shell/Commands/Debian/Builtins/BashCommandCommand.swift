/// `command` and `builtin`.
struct BashCommandCommand: ShellCommand {
    static let names: [ByteString] = ["command", "builtin"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        var rest = words.dropFirst()
        if words[0] == "builtin" {
            guard let name = rest.first else { return .success }
            guard let builtin = DebianRegistry.builtin(name, .bash) else {
                return shell.complain(builtin: "builtin", "\(name): not a shell builtin", status: 1)
            }
            return builtin.run(Array(rest), in: &shell)
        }
        var describes: UInt8?
        while let word = rest.first, word.count > 1, word[0] == UInt8(ascii: "-") {
            rest.removeFirst()
            if word == "--" { break }
            for letter in word.dropFirst() {
                switch letter {
                case UInt8(ascii: "v"), UInt8(ascii: "V"): describes = letter
                case UInt8(ascii: "p"): break
                default:
                    _ = shell.complain(builtin: "command", "-\(ByteString([letter])): invalid option")
                    shell.print("command: usage: command [-pVv] command [arg ...]\n", to: 2)
                    return .exit(2)
                }
            }
        }
        guard let describes else { return rest.isEmpty ? .success : .become(Array(rest)) }
        var found = false
        for name in rest {
            if shell.describe(name, briefly: describes == UInt8(ascii: "v")) {
                found = true
            } else if describes == UInt8(ascii: "V") {
                _ = shell.complain(builtin: "command", "\(name): not found")
            }
        }
        return .exit(found ? 0 : shell.scope.dialect == .dash ? 127 : 1)
    }
}

extension Shell {
    /// Says what a name is; false when it is nothing.
    mutating func describe(_ name: ByteString, briefly: Bool) -> Bool {
        let isBash = scope.dialect == .bash
        if isBash, let alias = scope.bash.aliases[name], scope.isInteractive {
            print(briefly ? "alias \(name)=\(alias.quotedForBash)\n" : "\(name) is aliased to `\(alias)'\n")
            return true
        }
        if isKeyword(name) {
            print(briefly ? name + "\n" : "\(name) is a shell keyword\n")
            return true
        }
        if let function = scope.functions[name] {
            print(briefly ? name + "\n" : "\(name) is a \(isBash ? "" : "shell ")function\n")
            if !briefly, isBash { print(FunctionPrinter.text(of: name, function)) }
            return true
        }
        if DebianRegistry.builtin(name, scope.dialect) != nil {
            let special: Set<ByteString> = [
                ":", ".", "break", "continue", "eval", "exec", "exit", "export", "readonly", "return", "set", "shift",
                "times", "trap", "unset",
            ]
            let kind: ByteString = scope.dialect == .dash && special.contains(name) ? "special shell" : "shell"
            print(briefly ? name + "\n" : "\(name) is a \(kind) builtin\n")
            return true
        }
        guard let path = programPath(name) else { return false }
        print(briefly ? path + "\n" : "\(name) is \(path)\n")
        return true
    }

    func isKeyword(_ name: ByteString) -> Bool {
        let common: Set<ByteString> = [
            "if", "then", "else", "elif", "fi", "case", "esac", "for", "while", "until", "do", "done", "in", "{", "}",
            "!",
        ]
        let ofBash: Set<ByteString> = ["select", "function", "time", "[[", "]]", "coproc"]
        return common.contains(name) || scope.dialect == .bash && ofBash.contains(name)
    }
}
