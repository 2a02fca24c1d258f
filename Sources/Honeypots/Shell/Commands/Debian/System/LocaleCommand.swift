/// `locale` of glibc, `chsh` and `blkid`: short answers that follow from the visitor's surroundings.
struct LocaleCommand: ShellCommand {
    static let names: [ByteString] = ["locale", "chsh", "blkid"]

    private static let categories: [ByteString] = [
        "CTYPE", "NUMERIC", "TIME", "COLLATE", "MONETARY", "MESSAGES", "PAPER", "NAME", "ADDRESS", "TELEPHONE",
        "MEASUREMENT", "IDENTIFICATION",
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        switch words[0] {
        case "chsh": return changeShell(words, &shell)
        case "blkid": return devices(words, &shell)
        default: break
        }
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

    private static func devices(_ words: [ByteString], _ shell: inout Shell) -> CommandOutcome {
        let operand = words.dropFirst().first { $0.first != UInt8(ascii: "-") }
        var generator = SeededGenerator(seed: shell.visit.persona.seed)
        var hasFound = false
        for mount in shell.files.mounts where mount.source.hasPrefix("/dev/") {
            let digits = ByteString(generator.hexadecimal(digits: 32))
            guard operand == nil || operand == mount.source else { continue }
            let id = [(0, 8), (8, 12), (12, 16), (16, 20), (20, 32)].map { ByteString(digits[$0.0..<$0.1]) }
            shell.print(
                "\(mount.source): UUID=\"\(id.joined(by: "-"))\" BLOCK_SIZE=\"4096\" TYPE=\"\(mount.type)\" PARTUUID=\"\(ByteString(digits.prefix(8)))-01\"\n"
            )
            hasFound = true
        }
        return .exit(hasFound ? 0 : 2)
    }
}
