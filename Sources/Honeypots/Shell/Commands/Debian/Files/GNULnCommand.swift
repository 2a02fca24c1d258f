struct GNULnCommand: ShellCommand {
    static let names: [ByteString] = ["ln", "link"]

    private static let long: [GNUOptions.Long] = [
        .init("force", "f"), .init("interactive", "i"), .init("logical", "L"), .init("no-dereference", "n"),
        .init("physical", "P"), .init("relative", "r"), .init("symbolic", "s"), .init("suffix", "S", .required),
        .init("target-directory", "t", .required), .init("no-target-directory", "T"), .init("verbose", "v"),
        .init("backup", "b", .optional),
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard case .options(var options) = GNUOptions.read(words, "bdfFiLnPrsS:t:Tv", long, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        guard !options.operands.isEmpty else {
            return words[0] == "link"
                ? shell.refuse("link", "missing operand") : shell.refuse("ln", "missing file operand")
        }
        let isSymbolic = options.has("s")
        var last = options.operands.count > 1 ? options.operands.removeLast() : options.operands[0].lastPathComponent
        if let folder = options.argument("t") {
            options.operands.append(last)
            last = folder
        }
        if options.operands.count > 1, !shell.isDirectory(last) {
            return shell.fail("ln", "target '\(last)' is not a directory")
        }
        var status: UInt8 = 0
        for target in options.operands {
            let path =
                shell.isDirectory(last) && !options.has("T", "n") ? last.appending(target.lastPathComponent) : last
            if !isSymbolic {
                do {
                    let id = try shell.files.find(target, from: shell.scope.directory)
                    if shell.files[id].isDirectory {
                        shell.print("ln: \(target): hard link not allowed for directory\n", to: 2)
                        status = 1
                        continue
                    }
                } catch {
                    shell.print("ln: failed to access '\(target)': \(error.message)\n", to: 2)
                    status = 1
                    continue
                }
            }
            do throws(FileError) {
                var place = try shell.place(path, follow: false)
                if let id = place.id, options.has("f") {
                    shell.recordFiles(under: place.path, id)
                    try shell.files.remove(place)
                    place.id = nil
                }
                guard place.id == nil else { throw .exists }
                if isSymbolic {
                    try shell.files.create(place, FileNode(kind: .link(target), mode: 0o777, modified: shell.files.now))
                } else {
                    // Another name for the same content, which here is a copy.
                    let id = try shell.files.find(target, from: shell.scope.directory)
                    try shell.files.create(place, shell.files[id])
                }
                if options.has("v") { shell.print("'\(path)' -> '\(target)'\n") }
            } catch {
                status = 1
                let arrow: ByteString = isSymbolic ? "" : " => '\(target)'"
                shell.print(
                    "ln: failed to create \(isSymbolic ? "symbolic" : "hard") link '\(path)'\(error == .exists ? "" : arrow): \(error.message)\n",
                    to: 2)
            }
        }
        return .exit(status)
    }
}
