struct GNURmCommand: ShellCommand {
    static let names: [ByteString] = ["rm", "unlink"]

    private static let long: [GNUOptions.Long] = [
        .init("force", "f"), .init("interactive", "i", .optional), .init("one-file-system", "x"),
        .init("no-preserve-root", "N"), .init("preserve-root", "P", .optional), .init("recursive", "r"),
        .init("dir", "d"), .init("verbose", "v"),
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let isUnlink = words[0] == "unlink"
        guard
            case .options(let options) = GNUOptions.read(
                words, isUnlink ? "" : "dfirvIR", isUnlink ? [] : long, in: &shell)
        else { return .exit(shell.usageStatus) }
        if isUnlink { return unlink(options.operands, &shell) }
        let isForced = options.last("f", "i") == "f"
        guard !options.operands.isEmpty else {
            return isForced ? .success : shell.refuse("rm", "missing operand")
        }
        let isRecursive = options.has("r", "R")
        var status: UInt8 = 0
        for operand in options.operands {
            let name = operand.lastPathComponent
            if isRecursive, FileSystem.normalised(operand, from: shell.scope.directory) == "/", !options.has("N") {
                shell.print(
                    "rm: it is dangerous to operate recursively on '\(operand)'\nrm: use --no-preserve-root to override this failsafe\n",
                    to: 2)
                status = 1
                continue
            }
            if isRecursive, name == "." || name == ".." {
                shell.print("rm: refusing to remove '.' or '..' directory: skipping '\(operand)'\n", to: 2)
                status = 1
                continue
            }
            do throws(FileError) {
                let place = try shell.place(operand, follow: false)
                guard let id = place.id else { throw .noEntry }
                if shell.files[id].isDirectory, !isRecursive, !(options.has("d") && shell.files.entries(of: id).isEmpty)
                {
                    throw .isDirectory
                }
                if options.last("f", "i") == "i", !shell.isTerminal(0) {
                    let kind: ByteString =
                        shell.files[id].isDirectory
                        ? "directory" : shell.files[id].size == 0 ? "regular empty file" : "regular file"
                    shell.print("rm: remove \(kind) '\(operand)'? ", to: 2)
                    guard let line = shell.readInputLine(), line.first.map({ $0 | 0x20 }) == UInt8(ascii: "y") else {
                        continue
                    }
                }
                try remove(operand, place, id, options.has("v"), &shell)
            } catch {
                if isForced, error == .noEntry || error == .notDirectory { continue }
                status = 1
                if error == .notEmpty, isRecursive { continue }
                shell.print("rm: cannot remove '\(operand)': \(error.message)\n", to: 2)
            }
        }
        return .exit(status)
    }

    private static func remove(
        _ path: ByteString, _ place: FilePlace, _ id: Int, _ speaks: Bool, _ shell: inout Shell
    ) throws(FileError) {
        guard shell.files.user?.uid ?? 0 == 0 || !shell.files[id].isDirectory else {
            return try empty(path, place, id, speaks, &shell)
        }
        shell.recordFiles(under: place.path, id)
        if speaks { tell(path, id, &shell) }
        try shell.files.remove(place, recursively: true)
    }

    /// One after the other, for those who may not remove everything.
    private static func empty(
        _ path: ByteString, _ place: FilePlace, _ id: Int, _ speaks: Bool, _ shell: inout Shell
    ) throws(FileError) {
        guard shell.charge(32) else { throw .permission }
        if !shell.files.entries(of: id).isEmpty { try shell.files.check(.read, id) }
        for name in shell.files.entries(of: id).keys.sorted() {
            let own = path.appending(name)
            let entry = try shell.files.place(of: own, from: shell.scope.directory, follow: false)
            guard let child = entry.id else { continue }
            do throws(FileError) {
                try remove(own, entry, child, speaks, &shell)
            } catch {
                // What is below was told already.
                if error != .notEmpty { shell.print("rm: cannot remove '\(own)': \(error.message)\n", to: 2) }
            }
        }
        try shell.files.remove(place)
        if speaks { shell.print("removed directory '\(path)'\n") }
    }

    private static func tell(_ path: ByteString, _ id: Int, _ shell: inout Shell) {
        guard shell.charge(32) else { return }
        guard shell.files[id].isDirectory else {
            shell.print("removed '\(path)'\n")
            return
        }
        for (name, entry) in shell.files.entries(of: id).sorted(by: { $0.key < $1.key }) {
            tell(path.appending(name), entry, &shell)
        }
        shell.print("removed directory '\(path)'\n")
    }

    private static func unlink(_ operands: [ByteString], _ shell: inout Shell) -> CommandOutcome {
        guard let path = operands.first else { return shell.refuse("unlink", "missing operand") }
        guard operands.count == 1 else { return shell.refuse("unlink", "extra operand '\(operands[1])'") }
        do throws(FileError) {
            let place = try shell.place(path, follow: false)
            guard let id = place.id else { throw .noEntry }
            guard !shell.files[id].isDirectory else { throw .isDirectory }
            shell.recordFiles(under: place.path, id)
            try shell.files.remove(place)
            return .success
        } catch {
            return shell.fail("unlink", "cannot unlink '\(path)': \(error.message)")
        }
    }
}
