struct GNUMkdirCommand: ShellCommand {
    static let names: [ByteString] = ["mkdir"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let long: [GNUOptions.Long] = [.init("mode", "m", .required), .init("parents", "p"), .init("verbose", "v")]
        guard case .options(let options) = GNUOptions.read(words, "pm:vZ", long, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        guard !options.operands.isEmpty else { return shell.refuse("mkdir", "missing operand") }
        var mode = 0o777 & ~shell.scope.mask
        if let text = options.argument("m") {
            guard let change = FileModeChange(text) else { return shell.fail("mkdir", "invalid mode '\(text)'") }
            mode = change.applied(to: 0o777, isDirectory: true, mask: shell.scope.mask)
        }
        var status: UInt8 = 0
        for operand in options.operands {
            var failed = operand
            do throws(FileError) {
                if options.has("p") {
                    var made: ByteString = operand.first == UInt8(ascii: "/") ? "/" : ""
                    for name in FileSystem.names(in: operand) {
                        guard shell.charge(64) else { throw .noSpace }
                        made = made.isEmpty ? name : made.appending(name)
                        failed = made
                        if shell.isDirectory(made) { continue }
                        if let place = try? shell.place(made), place.id != nil {
                            throw made == operand ? .exists : .notDirectory
                        }
                        try make(made, mode, &shell)
                        if options.has("v") { shell.print("mkdir: created directory '\(made)'\n") }
                    }
                } else {
                    try make(operand, mode, &shell)
                    if options.has("v") { shell.print("mkdir: created directory '\(operand)'\n") }
                }
            } catch {
                status = 1
                shell.print("mkdir: cannot create directory '\(failed)': \(error.message)\n", to: 2)
            }
        }
        return .exit(status)
    }

    private static func make(_ path: ByteString, _ mode: UInt16, _ shell: inout Shell) throws(FileError) {
        let trimmed = path.last == UInt8(ascii: "/") && path.count > 1 ? ByteString(path.dropLast()) : path
        let place = try shell.place(trimmed, follow: false)
        guard place.id == nil else { throw .exists }
        try shell.files.create(place, FileNode(kind: .directory([:]), mode: mode, modified: shell.files.now))
    }
}
