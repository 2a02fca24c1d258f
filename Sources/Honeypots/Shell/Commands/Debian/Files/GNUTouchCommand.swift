struct GNUTouchCommand: ShellCommand {
    static let names: [ByteString] = ["touch"]

    private static let long: [GNUOptions.Long] = [
        .init("no-create", "c"), .init("date", "d", .required), .init("reference", "r", .required),
        .init("time", "T", .required), .init("no-dereference", "h"),
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard case .options(let options) = GNUOptions.read(words, "acd:fhmr:t:", long, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        var modified = shell.files.now
        if let text = options.argument("t") {
            guard let stamp = TimeText.stamp(text, now: shell.files.now) else {
                return shell.fail("touch", "invalid date format '\(text)'")
            }
            modified = stamp
        } else if let text = options.argument("d") {
            guard let time = TimeText.seconds(text, now: shell.files.now) else {
                return shell.fail("touch", "invalid date format '\(text)'")
            }
            modified = time
        } else if let path = options.argument("r") {
            do {
                modified = shell.files[try shell.files.find(path, from: shell.scope.directory)].modified
            } catch {
                return shell.fail("touch", "failed to get attributes of '\(path)': \(error.message)")
            }
        }
        guard !options.operands.isEmpty else { return shell.refuse("touch", "missing file operand") }
        var status: UInt8 = 0
        for operand in options.operands {
            do throws(FileError) {
                let place = try shell.place(operand)
                if let id = place.id {
                    try shell.files.checkWritable(place.path)
                    if options.has("t", "d", "r") {
                        try shell.files.checkOwner(id)
                    } else if (try? shell.files.checkOwner(id)) == nil {
                        try shell.files.check(.write, id)
                    }
                    try shell.files.update(id) { $0.modified = modified }
                } else if !options.has("c") {
                    let mode = 0o666 & ~shell.scope.mask
                    try shell.files.create(
                        place, FileNode(kind: .file(.bytes([])), mode: mode, modified: modified, origin: .redirect))
                }
            } catch {
                if options.has("c"), error == .noEntry { continue }
                status = 1
                shell.print(
                    error == .notPermitted
                        ? "touch: setting times of '\(operand)': \(error.message)\n"
                        : "touch: cannot touch '\(operand)': \(error.message)\n", to: 2)
            }
        }
        return .exit(status)
    }
}
