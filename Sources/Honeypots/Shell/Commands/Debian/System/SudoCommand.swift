/// `sudo`: root may do everything without being asked.
struct SudoCommand: ShellCommand {
    static let names: [ByteString] = ["sudo"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        var rest = words.dropFirst()
        while let word = rest.first, word.first == UInt8(ascii: "-"), word.count > 1 {
            rest.removeFirst()
            switch word {
            case "-u", "--user":
                let user = rest.popFirst() ?? ""
                guard shell.account(named: user) != nil else {
                    return shell.failPlainly(
                        "sudo: unknown user: \(user)\nsudo: error initializing audit plugin sudoers_audit")
                }
            case "-V", "--version":
                shell.print("Sudo version 1.9.5p2\nSudoers policy plugin version 1.9.5p2\n")
                return .success
            case "-l", "--list":
                let host = shell.hostname
                shell.print(
                    "User \(shell.account.name) may run the following commands on \(host):\n    (ALL : ALL) ALL\n")
                return .success
            case "-i", "-s", "-su":
                if rest.isEmpty {
                    shell.nextDialect = .bash
                    return .interactiveShell(name: word == "-i" ? "-bash" : "bash")
                }
            case "-g", "-p", "-C", "-h", "-r", "-t", "-T", "-D", "-R": _ = rest.popFirst()
            case "--": break
            default: continue
            }
            if word == "--" { break }
        }
        while let word = rest.first, word.contains(UInt8(ascii: "=")), word.first?.isNameStart == true {
            rest.removeFirst()
        }
        guard let program = rest.first else {
            return shell.failPlainly("usage: sudo -h | -K | -k | -V")
        }
        guard case .found = shell.findProgram(program) else {
            return shell.failPlainly("sudo: \(program): command not found")
        }
        return .becomeProgram(Array(rest))
    }
}
