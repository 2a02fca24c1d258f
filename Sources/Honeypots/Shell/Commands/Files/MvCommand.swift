struct MvCommand: ShellCommand {
    static let names: [ByteString] = ["mv"]
    static let usage: ByteString = "mv [-fin] SOURCE... DEST"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard var options = options(words, "finT", in: &shell) else { return .failure }
        guard options.operands.count >= 2, let target = options.operands.popLast() else { return showUsage(in: &shell) }
        let isIntoDirectory = shell.isDirectory(target)
        var status: UInt8 = 0
        for source in options.operands {
            do {
                let from = try shell.place(source, follow: false)
                let to = try shell.place(
                    isIntoDirectory ? target.appending(source.lastPathComponent) : target, follow: false)
                if let replaced = to.id, replaced != from.id { shell.recordFiles(under: to.path, replaced) }
                try shell.files.rename(from, to: to)
            } catch {
                status = 1
                shell.print("mv: can't rename '\(source)': \(error.message)\n", to: 2)
            }
        }
        return .exit(status)
    }
}
