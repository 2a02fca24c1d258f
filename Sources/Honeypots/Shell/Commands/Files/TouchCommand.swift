struct TouchCommand: ShellCommand {
    static let names: [ByteString] = ["touch"]
    static let usage: ByteString = "touch [-c] [-d DATE] [-r FILE] FILE [FILE]..."

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "acmd:t:r:h", in: &shell) else { return .failure }
        guard !options.operands.isEmpty else { return showUsage(in: &shell) }
        var time = shell.files.now
        if let reference = options.argument("r"), let id = try? shell.files.find(reference, from: shell.scope.directory)
        {
            time = shell.files[id].modified
        }
        var status: UInt8 = 0
        for operand in options.operands {
            do {
                let place = try shell.place(operand)
                if let id = place.id {
                    try shell.files.checkWritable(place.path)
                    try shell.files.update(id) { $0.modified = time }
                } else if !options.has("c") {
                    let mode = 0o666 & ~shell.scope.mask
                    try shell.files.create(place, FileNode(kind: .file(.bytes([])), mode: mode, modified: time))
                }
            } catch {
                status = 1
                shell.print("touch: \(operand): \(error.message)\n", to: 2)
            }
        }
        return .exit(status)
    }
}
