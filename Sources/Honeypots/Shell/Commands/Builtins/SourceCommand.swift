struct SourceCommand: ShellCommand {
    static let names: [ByteString] = [".", "source"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard words.count > 1 else { return shell.complain(builtin: words[0], "filename argument required", status: 2) }
        guard let result = try? shell.read(path: words[1]) else {
            _ = shell.complain(builtin: words[0], "can't open '\(words[1])': No such file or directory")
            // A special builtin that fails ends a script.
            return shell.scope.isInteractive ? .exit(2) : .leaving(2)
        }
        switch result {
        case .bytes(let bytes):
            if let place = try? shell.place(words[1]), let id = place.id { shell.executed(place.path, id) }
            return .source(bytes, name: words[1])
        case .terminal: return .collectingInput
        case .endless: return .endless
        }
    }
}
