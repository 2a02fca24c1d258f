struct BashTypeCommand: ShellCommand {
    static let names: [ByteString] = ["type"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        var status: UInt8 = 0
        var rest = words.dropFirst()
        var flags: Set<UInt8> = []
        if shell.scope.dialect == .bash {
            while let word = rest.first, word.count > 1, word[0] == UInt8(ascii: "-") {
                rest.removeFirst()
                if word == "--" { break }
                flags.formUnion(word.dropFirst())
            }
        }
        for name in rest {
            let found: Bool
            if flags.contains(UInt8(ascii: "t")) {
                found = tellKind(name, &shell)
            } else if flags.contains(UInt8(ascii: "p")) || flags.contains(UInt8(ascii: "P")) {
                let path = shell.programPath(name)
                if let path { shell.print(path + "\n") }
                found = path != nil
            } else {
                let isFound = shell.describe(name, briefly: false)
                found =
                    flags.contains(UInt8(ascii: "a")) ? tellPaths(name, wasTold: isFound, &shell) || isFound : isFound
                if !found {
                    if shell.scope.dialect == .dash {
                        shell.print("\(name): not found\n")
                    } else {
                        _ = shell.complain(builtin: "type", "\(name): not found")
                    }
                }
            }
            if !found { status = shell.scope.dialect == .dash ? 127 : 1 }
        }
        return .exit(status)
    }

    private static func tellKind(_ name: ByteString, _ shell: inout Shell) -> Bool {
        let kind: ByteString
        if shell.isKeyword(name) {
            kind = "keyword"
        } else if shell.scope.functions[name] != nil {
            kind = "function"
        } else if DebianRegistry.builtin(name, .bash) != nil {
            kind = "builtin"
        } else if shell.programPath(name) != nil {
            kind = "file"
        } else {
            return false
        }
        shell.print(kind + "\n")
        return true
    }

    /// The files of that name in all of `PATH`.
    private static func tellPaths(_ name: ByteString, wasTold: Bool, _ shell: inout Shell) -> Bool {
        var paths: [ByteString] = []
        for folder in (shell.scope["PATH"] ?? "").split(separator: UInt8(ascii: ":")) {
            let path = ByteString(folder) + "/" + name
            if case .found = shell.findProgram(path) { paths.append(path) }
        }
        let isFile =
            !shell.isKeyword(name) && shell.scope.functions[name] == nil
            && DebianRegistry.builtin(name, .bash) == nil
        for path in isFile && wasTold ? paths.dropFirst() : paths[...] { shell.print("\(name) is \(path)\n") }
        return !paths.isEmpty
    }
}
