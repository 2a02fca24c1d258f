/// bash and dash as programs: at the terminal, with `-c`, or with a script.
struct DebianShellCommand: ShellCommand {
    static let names: [ByteString] = ["bash", "sh", "dash", "rbash"]
    static let place = CommandPlace.program(folder: "/usr/bin")

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let program = words[0].lastPathComponent
        let dialect: ShellDialect = program == "bash" || program == "rbash" ? .bash : .dash
        var rest = words.dropFirst()
        var isCommand = false
        var readsInput = false
        var isInteractive = false
        var isLogin = false
        var options: Set<UInt8> = []
        var onlyReads = false
        while let word = rest.first, word.count > 1, word[0] == UInt8(ascii: "-") || word[0] == UInt8(ascii: "+") {
            rest.removeFirst()
            if word == "--" { break }
            if word.hasPrefix("--") {
                switch word {
                case "--version" where dialect == .bash:
                    shell.print(version)
                    return .success
                case "--login" where dialect == .bash: isLogin = true
                case "--norc" where dialect == .bash, "--noprofile" where dialect == .bash,
                    "--posix" where dialect == .bash,
                    "--noediting" where dialect == .bash, "--verbose" where dialect == .bash:
                    break
                case "--rcfile" where dialect == .bash, "--init-file" where dialect == .bash: _ = rest.popFirst()
                default:
                    if dialect == .dash { return shell.fail("\(words[0]): 0", "Illegal option --", status: 2) }
                    return refuse(word, words[0], &shell)
                }
                continue
            }
            for letter in word.dropFirst() {
                switch letter {
                case UInt8(ascii: "c"): isCommand = true
                case UInt8(ascii: "s"): readsInput = true
                case UInt8(ascii: "i"): isInteractive = true
                case UInt8(ascii: "l"): isLogin = true
                case UInt8(ascii: "n"): onlyReads = true
                case UInt8(ascii: "o"), UInt8(ascii: "O"): _ = rest.popFirst()
                case let letter where "abefhkmptuvxBCHPDErE".utf8.contains(letter): options.insert(letter)
                default:
                    if dialect == .dash {
                        return shell.fail("\(words[0]): 0", "Illegal option -\(ByteString([letter]))", status: 2)
                    }
                    return refuse("-" + ByteString([letter]), words[0], &shell)
                }
            }
        }
        let kept = options.intersection(Array("aefuvxC".utf8))
        if isCommand {
            guard let text = rest.popFirst() else {
                return dialect == .bash
                    ? shell.fail(words[0], "-c: option requires an argument", status: 2)
                    : shell.fail("\(words[0]): 0", "-c requires an argument", status: 2)
            }
            let name = rest.popFirst() ?? words[0]
            var script = CommandOutcome.ScriptText(
                text: onlyReads ? [] : text.bytes, name: name, parameters: Array(rest), source: .string,
                dialect: dialect)
            script.options = kept
            return .script(script)
        }
        if !readsInput, let file = rest.popFirst() {
            return run(file: file, Array(rest), words[0], dialect, kept, onlyReads, &shell)
        }
        switch shell.readInput() {
        case .terminal:
            shell.nextDialect = dialect
            return .interactiveShell(name: isLogin ? "-" + program : words[0])
        case .endless: return .endless
        case .bytes(let bytes):
            _ = isInteractive
            var script = CommandOutcome.ScriptText(
                text: onlyReads ? [] : bytes, name: words[0], parameters: Array(rest), source: .input, dialect: dialect)
            script.options = kept
            return .script(script)
        }
    }

    private static let version: ByteString =
        "GNU bash, version 5.1.4(1)-release (x86_64-pc-linux-gnu)\nCopyright (C) 2020 Free Software Foundation, Inc.\nLicense GPLv3+: GNU GPL version 3 or later <http://gnu.org/licenses/gpl.html>\n\nThis is free software; you are free to change and redistribute it.\nThere is NO WARRANTY, to the extent permitted by law.\n"

    private static func refuse(_ option: ByteString, _ name: ByteString, _ shell: inout Shell) -> CommandOutcome {
        shell.print("\(name): \(option): invalid option\n", to: 2)
        shell.print(
            "Usage:\t\(name) [GNU long option] [option] ...\n\t\(name) [GNU long option] [option] script-file ...\n",
            to: 2)
        shell.print("GNU long options:\n", to: 2)
        for option in [
            "debug", "debugger", "dump-po-strings", "dump-strings", "help", "init-file", "login", "noediting",
            "noprofile", "norc", "posix", "pretty-print", "rcfile", "restricted", "verbose", "version",
        ] { shell.print("\t--\(option)\n", to: 2) }
        shell.print(
            "Shell options:\n\t-ilrsD or -c command or -O shopt_option\t\t(invocation only)\n\t-abefhkmnptuvxBCHP or -o option\n",
            to: 2)
        return .exit(2)
    }

    private static func run(
        file: ByteString, _ parameters: [ByteString], _ name: ByteString, _ dialect: ShellDialect,
        _ options: Set<UInt8>, _ onlyReads: Bool, _ shell: inout Shell
    ) -> CommandOutcome {
        let path =
            file.contains(UInt8(ascii: "/")) || (try? shell.place(file).id) != nil
            ? file : shell.programPath(file) ?? file
        do throws(FileError) {
            let result = try shell.read(path: path)
            if let place = try? shell.place(path), let id = place.id { shell.executed(place.path, id) }
            switch result {
            case .terminal: return .interactiveShell(name: name)
            case .endless: return .endless
            case .bytes(let bytes):
                guard !bytes.starts(with: [0x7f, 0x45, 0x4c, 0x46]) else {
                    return dialect == .bash
                        ? shell.fail(file, "\(file): cannot execute binary file", status: 126)
                        : shell.fail("\(file): 1", "Syntax error: word unexpected (expecting \")\")", status: 2)
                }
                var script = CommandOutcome.ScriptText(
                    text: onlyReads ? [] : bytes, name: file, parameters: parameters, source: .file, dialect: dialect)
                script.options = options
                return .script(script)
            }
        } catch {
            if dialect == .dash {
                let reason = error == .noEntry ? "No such file" : error.message
                return shell.fail("\(name): 0", "cannot open \(file): \(reason)", status: 2)
            }
            if error == .isDirectory { return shell.fail("\(file)", "\(file): Is a directory", status: 126) }
            return shell.fail("\(name): \(file)", error.message, status: 127)
        }
    }
}
