struct LnCommand: ShellCommand {
    static let names: [ByteString] = ["ln", "link"]
    static let usage: ByteString = "ln [OPTIONS] TARGET... LINK/DIR"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard var options = options(words, "sfnbtvS:", in: &shell) else { return .failure }
        guard !options.operands.isEmpty else { return showUsage(in: &shell) }
        let last = options.operands.count > 1 ? options.operands.removeLast() : options.operands[0].lastPathComponent
        var status: UInt8 = 0
        for target in options.operands {
            let path = shell.isDirectory(last) ? last.appending(target.lastPathComponent) : last
            do throws(FileError) {
                var place = try shell.place(path, follow: false)
                if let id = place.id, options.has("f") {
                    shell.recordFiles(under: place.path, id)
                    try shell.files.remove(place)
                    place.id = nil
                }
                if options.has("s") {
                    try shell.files.create(place, FileNode(kind: .link(target), mode: 0o777, modified: shell.files.now))
                } else {
                    // Another name for the same content, which here is a copy.
                    let id = try shell.files.find(target, from: shell.scope.directory)
                    guard !shell.files[id].isDirectory else { throw .notPermitted }
                    try shell.files.create(place, shell.files[id])
                }
            } catch {
                status = 1
                shell.print("ln: \(path): \(error.message)\n", to: 2)
            }
        }
        return .exit(status)
    }
}
