struct DuCommand: ShellCommand {
    static let names: [ByteString] = ["du"]
    static let usage: ByteString = "du [-aHLdclsxhmk] [FILE]..."

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "aHLclsxhmkd:", in: &shell) else { return .failure }
        var status: UInt8 = 0
        for operand in options.operands.isEmpty ? ["."] : options.operands {
            guard let id = try? shell.files.find(operand, from: shell.scope.directory, follow: false) else {
                shell.print("du: \(operand): No such file or directory\n", to: 2)
                status = 1
                continue
            }
            var lines: [(ByteString, Int)] = []
            let total = sum(operand, id, options, &lines, &shell)
            for (path, size) in options.has("s") ? [(operand, total)] : lines {
                guard shell.print("\(options.has("h") ? (size * 1024).humanReadable : "\(size)")\t\(path)\n") else {
                    return .failure
                }
            }
        }
        return .exit(status)
    }

    /// KiB of a path and everything below; directories are listed behind what they hold.
    private static func sum(
        _ path: ByteString, _ id: Int, _ options: CommandOptions, _ lines: inout [(ByteString, Int)],
        _ shell: inout Shell
    ) -> Int {
        guard shell.charge(40), lines.count < Shell.mostWords else { return 0 }
        let node = shell.files[id]
        guard case .directory(let entries) = node.kind else {
            let size = node.isFile ? (node.size + 4095) / 4096 * 4 : 0
            if options.has("a") { lines.append((path, size)) }
            return size
        }
        let size = entries.keys.sorted().reduce(0) {
            $0 + sum(path.appending($1), entries[$1] ?? id, options, &lines, &shell)
        }
        lines.append((path, size))
        return size
    }
}
