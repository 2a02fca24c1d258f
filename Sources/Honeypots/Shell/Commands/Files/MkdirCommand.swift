struct MkdirCommand: ShellCommand {
    static let names: [ByteString] = ["mkdir"]
    static let usage: ByteString = "mkdir [OPTIONS] DIRECTORY..."

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "pm:v", in: &shell) else { return .failure }
        guard !options.operands.isEmpty else { return showUsage(in: &shell) }
        let mode = options.argument("m").flatMap { UInt16($0.text, radix: 8) } ?? 0o777 & ~shell.scope.mask
        var status: UInt8 = 0
        for operand in options.operands {
            var failed = operand
            do {
                if options.has("p") {
                    try makeAll(operand, mode, reached: &failed, &shell)
                } else {
                    try make(operand, mode, &shell)
                }
            } catch {
                status = 1
                shell.print("mkdir: can't create directory '\(failed)': \(error.message)\n", to: 2)
            }
        }
        return .exit(status)
    }

    private static func make(_ path: ByteString, _ mode: UInt16, _ shell: inout Shell) throws(FileError) {
        let trimmed = path.last == UInt8(ascii: "/") && path.count > 1 ? ByteString(path.dropLast()) : path
        let place = try shell.place(trimmed)
        guard place.id == nil else { throw .exists }
        try shell.files.create(place, FileNode(kind: .directory([:]), mode: mode, modified: shell.files.now))
    }

    /// Every directory on the way; `reached` is the one that is being made.
    private static func makeAll(
        _ path: ByteString, _ mode: UInt16, reached: inout ByteString, _ shell: inout Shell
    ) throws(FileError) {
        var made: ByteString = path.first == UInt8(ascii: "/") ? "/" : ""
        let names = FileSystem.names(in: path)
        for (index, name) in names.enumerated() {
            guard shell.charge(64) else { throw .noSpace }
            made = made.isEmpty ? name : made.appending(name)
            reached = index < names.count - 1 ? made + "/" : path
            guard !shell.isDirectory(made) else { continue }
            if let place = try? shell.place(made), place.id != nil { throw .notDirectory }
            try make(made, mode, &shell)
        }
    }
}
