struct BashSourceCommand: ShellCommand {
    static let names: [ByteString] = [".", "source"]
    static let place = CommandPlace.builtin

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let isBash = shell.scope.dialect == .bash
        guard words.count > 1 else {
            guard isBash else { return .success }
            _ = shell.complain(builtin: words[0], "filename argument required")
            shell.print("\(words[0]): usage: \(words[0]) filename [arguments]\n", to: 2)
            return .exit(2)
        }
        var path = words[1]
        if !path.contains(UInt8(ascii: "/")), let found = shell.sourcePath(path) { path = found }
        do {
            switch try shell.read(path: path) {
            case .bytes(let bytes):
                if let place = try? shell.place(path), let id = place.id { shell.executed(place.path, id) }
                let parameters = words.count > 2 ? Array(words.dropFirst(2)) : nil
                return .sourceFile(bytes, name: words[1], parameters: parameters)
            case .terminal: return .collectingInput
            case .endless: return .endless
            }
        } catch {
            if !isBash {
                let reason = error == .noEntry ? "No such file" : error.message
                _ = shell.complain(builtin: ".", "cannot open \(words[1]): \(reason)")
                return shell.scope.isInteractive ? .exit(2) : .leaving(2)
            }
            if error == .isDirectory {
                return shell.complain(builtin: words[0], "\(words[1]): is a directory", status: 1)
            }
            shell.complain("\(words[1]): \(error.message)", status: 1)
            return .failure
        }
    }
}

extension Shell {
    /// A file without a slash in its name is looked for in `PATH` first.
    fileprivate func sourcePath(_ name: ByteString) -> ByteString? {
        for folder in (scope["PATH"] ?? "").split(separator: UInt8(ascii: ":")) {
            let path = ByteString(folder) + "/" + name
            if let id = try? files.find(path, from: scope.directory), files[id].isFile { return path }
        }
        return nil
    }
}
