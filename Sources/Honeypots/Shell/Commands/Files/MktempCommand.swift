struct MktempCommand: ShellCommand {
    static let names: [ByteString] = ["mktemp"]
    static let usage: ByteString = "mktemp [-dt] [-p DIR] [TEMPLATE]"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "dqtup:", in: &shell) else { return .failure }
        let template = options.operands.first ?? "tmp.XXXXXX"
        let marks = template.reversed().prefix { $0 == UInt8(ascii: "X") }.count
        guard marks >= 6 else { return shell.fail(words[0], "Invalid argument") }
        let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8)
        var generator = SeededGenerator(seed: shell.visit.seed ^ UInt64(shell.processes.next()))
        let name =
            ByteString(template.dropLast(marks))
            + ByteString((0..<marks).map { _ in letters[generator.below(letters.count)] })
        let isBare = options.operands.isEmpty || options.has("t")
        let path = (isBare || options.argument("p") != nil) ? (options.argument("p") ?? "/tmp").appending(name) : name
        do throws(FileError) {
            let kind: FileNode.Kind = options.has("d") ? .directory([:]) : .file(.bytes([]))
            let place = try shell.place(path)
            if !options.has("u") {
                try shell.files.create(
                    place, FileNode(kind: kind, mode: options.has("d") ? 0o700 : 0o600, modified: shell.files.now))
            }
        } catch {
            return shell.fail(words[0], error.message)
        }
        shell.print(path + "\n")
        return .success
    }
}
