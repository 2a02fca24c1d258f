struct GNUChmodCommand: ShellCommand {
    static let names: [ByteString] = ["chmod"]

    private static let long: [GNUOptions.Long] = [
        .init("changes", "c"), .init("quiet", "f"), .init("silent", "f"), .init("verbose", "v"),
        .init("recursive", "R"), .init("reference", "Q", .required),
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        // A mode may begin with a dash.
        var words = words
        var leading: ByteString?
        if let index = words.dropFirst().firstIndex(where: { word in
            word.count > 1 && word[0] == UInt8(ascii: "-") && word[1] != UInt8(ascii: "-")
                && word.dropFirst().allSatisfy { "rwxXst,+-=ugoa".utf8.contains($0) }
        }) {
            leading = words.remove(at: index)
        }
        guard case .options(var options) = GNUOptions.read(words, "Rcfv", long, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        if let leading { options.operands.insert(leading, at: 0) }
        guard let text = options.operands.first else { return shell.refuse("chmod", "missing operand") }
        guard options.operands.count > 1 else { return shell.refuse("chmod", "missing operand after '\(text)'") }
        guard let change = FileModeChange(text) else { return shell.refuse("chmod", "invalid mode: '\(text)'") }
        var paths = Array(options.operands.dropFirst())
        if options.has("R") { paths = shell.everythingUnder(paths) }
        var status: UInt8 = 0
        for path in paths {
            do throws(FileError) {
                let place = try shell.place(path)
                guard let id = place.id else { throw .noEntry }
                try shell.files.checkWritable(place.path)
                try shell.files.checkOwner(id)
                let before = shell.files[id].mode
                let after = change.applied(to: before, isDirectory: shell.files[id].isDirectory, mask: shell.scope.mask)
                try shell.files.update(id) { $0.mode = after }
                if options.has("v") || options.has("c") && before != after {
                    shell.print(
                        before == after
                            ? "mode of '\(path)' retained as \(Self.shown(after))\n"
                            : "mode of '\(path)' changed from \(Self.shown(before)) to \(Self.shown(after))\n")
                }
            } catch {
                status = 1
                if options.has("f") { continue }
                shell.print(
                    error == .noEntry || error == .notDirectory
                        ? "chmod: cannot access '\(path)': \(error.message)\n"
                        : "chmod: changing permissions of '\(path)': \(error.message)\n", to: 2)
            }
        }
        return .exit(status)
    }

    private static func shown(_ mode: UInt16) -> ByteString {
        let digits = String(mode & 0o7777, radix: 8)
        let octal = String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
        return "\(octal) (\(FileNode(kind: .pipe, mode: mode, modified: 0).permissions))"
    }
}
