/// `locale` of glibc and `chsh`: short answers that follow from the visitor's surroundings.
struct LocaleCommand: ShellCommand {
    static let names: [ByteString] = ["locale", "chsh"]

    private static let categories: [ByteString] = [
        "CTYPE", "NUMERIC", "TIME", "COLLATE", "MONETARY", "MESSAGES", "PAPER", "NAME", "ADDRESS", "TELEPHONE",
        "MEASUREMENT", "IDENTIFICATION",
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        if words[0] == "chsh" { return changeShell(words, &shell) }
        if words.contains("-a") {
            shell.print("C\nC.UTF-8\nPOSIX\n")
            return .success
        }
        let language = shell.scope["LANG"] ?? ""
        let all = shell.scope["LC_ALL"] ?? ""
        var text: ByteString = "LANG=\(language)\nLANGUAGE=\(shell.scope["LANGUAGE"] ?? "")\n"
        for name in categories.map({ "LC_" + $0 }) {
            let own = shell.scope[name] ?? ""
            if all.isEmpty, !own.isEmpty {
                text += "\(name)=\(own)\n"
            } else {
                text += "\(name)=\"\(all.isEmpty ? language.isEmpty ? "POSIX" : language : all)\"\n"
            }
        }
        shell.print(text + "LC_ALL=\(all)\n")
        return .success
    }

    private static func changeShell(_ words: [ByteString], _ shell: inout Shell) -> CommandOutcome {
        var rest = words.dropFirst()
        var target: ByteString?
        while let word = rest.popFirst() { if word == "-s" || word == "--shell" { target = rest.popFirst() } }
        guard let target else {
            shell.print(
                "Changing the login shell for \(shell.account.name)\nEnter the new value, or press ENTER for the default\n\tLogin Shell [\(shell.account.shell)]: "
            )
            return .success
        }
        if (try? shell.files.find(target, from: shell.scope.directory)) == nil {
            shell.print("chsh: Warning: \(target) does not exist\n", to: 2)
        }
        return .success
    }
}
