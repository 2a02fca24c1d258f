/// `command`: runs a program rather than a function, or says what it is.
struct CommandCommand: ShellCommand {
    static let names: [ByteString] = ["command"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        var rest = words.dropFirst()
        var describes = false
        while let word = rest.first, word.count > 1, word[0] == UInt8(ascii: "-") {
            rest.removeFirst()
            if word == "--" { break }
            if word.contains(UInt8(ascii: "v")) || word.contains(UInt8(ascii: "V")) { describes = true }
        }
        guard describes else { return rest.isEmpty ? .success : .become(Array(rest)) }
        // Of several names it looks at the first.
        guard let name = rest.first else { return .success }
        if CommandRegistry.builtins[name] != nil || shell.scope.functions[name] != nil {
            shell.print(name + "\n")
        } else if let path = shell.programPath(name) {
            shell.print(path + "\n")
        } else {
            return .exit(127)
        }
        return .success
    }
}

extension Shell {
    /// The path under which `PATH` has a program, before links are followed.
    func programPath(_ name: ByteString) -> ByteString? {
        if name.contains(UInt8(ascii: "/")) {
            guard case .found = findProgram(name) else { return nil }
            return name
        }
        for folder in (scope["PATH"] ?? "").split(separator: UInt8(ascii: ":")) {
            let path = ByteString(folder) + "/" + name
            if case .found = findProgram(path) { return path }
        }
        return nil
    }
}
