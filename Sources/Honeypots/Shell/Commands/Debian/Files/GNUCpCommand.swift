/// `cp`, `mv` and `install` of coreutils.
struct GNUCpCommand: ShellCommand {
    static let names: [ByteString] = ["cp", "mv", "install"]

    private static let long: [GNUOptions.Long] = [
        .init("archive", "a"), .init("backup", "b", .optional), .init("force", "f"), .init("interactive", "i"),
        .init("link", "l"), .init("dereference", "L"), .init("no-clobber", "n"), .init("no-dereference", "P"),
        .init("preserve", "p", .optional), .init("parents", "A"), .init("recursive", "r"),
        .init("symbolic-link", "s"), .init("suffix", "S", .required), .init("target-directory", "t", .required),
        .init("no-target-directory", "T"), .init("update", "u"), .init("verbose", "v"),
        .init("one-file-system", "x"), .init("mode", "m", .required), .init("owner", "o", .required),
        .init("group", "g", .required), .init("directory", "d"), .init("strip-trailing-slashes", "Y"),
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let program = words[0]
        let letters =
            program == "cp" ? "abdfHilLnprst:uvxPRS:T" : program == "mv" ? "bfint:uvS:TZ" : "bcCdDg:m:o:pst:TvS:"
        guard case .options(var options) = GNUOptions.read(words, letters, long, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        if program == "install", options.has("d") { return makeDirectories(options, &shell) }
        guard let first = options.operands.first else { return shell.refuse(program, "missing file operand") }
        if options.argument("t") == nil, options.operands.count < 2 {
            return shell.refuse(program, "missing destination file operand after '\(first)'")
        }
        let target = options.argument("t") ?? options.operands.removeLast()
        let isInto = shell.isDirectory(target) && !options.has("T")
        if options.operands.count > 1 || options.argument("t") != nil, !isInto {
            return shell.fail(program, "target '\(target)' is not a directory")
        }
        var status: UInt8 = 0
        for source in options.operands {
            let path = isInto ? target.appending(source.lastPathComponent) : target
            let isDone =
                program == "mv" ? move(source, path, options, &shell) : copy(source, path, program, options, &shell)
            if !isDone { status = 1 }
        }
        return .exit(status)
    }

    private static func makeDirectories(_ options: GNUOptions, _ shell: inout Shell) -> CommandOutcome {
        GNUMkdirCommand.run(["mkdir", "-p"] + options.operands, in: &shell)
    }

    private static func isSame(_ a: ByteString, _ b: ByteString, _ shell: Shell) -> Bool {
        guard let x = try? shell.files.find(a, from: shell.scope.directory) else { return false }
        return x == (try? shell.files.find(b, from: shell.scope.directory))
    }

    private static func move(
        _ source: ByteString, _ target: ByteString, _ options: GNUOptions, _ shell: inout Shell
    ) -> Bool {
        let from: FilePlace
        do throws(FileError) {
            from = try shell.place(source, follow: false)
            guard from.id != nil else { throw .noEntry }
        } catch {
            shell.print("mv: cannot stat '\(source)': \(error.message)\n", to: 2)
            return false
        }
        if isSame(source, target, shell) {
            shell.print("mv: '\(source)' and '\(target)' are the same file\n", to: 2)
            return false
        }
        do throws(FileError) {
            let to = try shell.place(target, follow: false)
            if let id = to.id {
                if options.last("f", "i", "n") == "n" { return true }
                if shell.files[id].isDirectory, let own = from.id, !shell.files[own].isDirectory {
                    shell.print("mv: cannot overwrite directory '\(target)' with non-directory\n", to: 2)
                    return false
                }
                shell.recordFiles(under: to.path, id)
            }
            if to.path.hasPrefix(from.path + "/") {
                shell.print("mv: cannot move '\(source)' to a subdirectory of itself, '\(target)'\n", to: 2)
                return false
            }
            try shell.files.rename(from, to: to)
            if options.has("v") { shell.print("renamed '\(source)' -> '\(target)'\n") }
            return true
        } catch {
            shell.print("mv: cannot move '\(source)' to '\(target)': \(error.message)\n", to: 2)
            return false
        }
    }

    private static func copy(
        _ source: ByteString, _ target: ByteString, _ program: ByteString, _ options: GNUOptions, _ shell: inout Shell
    ) -> Bool {
        guard shell.charge(64) else { return false }
        let isRecursive = options.has("r", "R", "a")
        let from: FilePlace
        do throws(FileError) {
            from = try shell.place(source, follow: !options.has("a", "d", "P") && !isRecursive || options.has("L"))
            guard from.id != nil else { throw .noEntry }
        } catch {
            shell.print("\(program): cannot stat '\(source)': \(error.message)\n", to: 2)
            return false
        }
        guard let id = from.id else { return false }
        let node = shell.files[id]
        if node.isDirectory, !isRecursive {
            shell.print(
                program == "cp"
                    ? "cp: -r not specified; omitting directory '\(source)'\n"
                    : "install: omitting directory '\(source)'\n",
                to: 2)
            return false
        }
        if isSame(source, target, shell), !node.isDirectory {
            shell.print("\(program): '\(source)' and '\(target)' are the same file\n", to: 2)
            return false
        }
        if options.last("f", "i", "n") == "n", let place = try? shell.place(target), place.id != nil { return true }
        do throws(FileError) {
            switch node.kind {
            case .directory(let entries):
                guard shell.files.may(.read, id) else {
                    shell.print("cp: cannot access '\(source)': Permission denied\n", to: 2)
                    return false
                }
                let to = try shell.place(target)
                guard to.path != from.path, !to.path.hasPrefix(from.path + "/") else {
                    shell.print("cp: cannot copy a directory, '\(source)', into itself, '\(target)'\n", to: 2)
                    return false
                }
                if to.id == nil {
                    try shell.files.create(
                        to, FileNode(kind: .directory([:]), mode: node.mode, modified: shell.files.now))
                    if options.has("v") { shell.print("'\(source)' -> '\(target)'\n") }
                }
                var isComplete = true
                for name in entries.keys.sorted() where !shell.budget.isSpent {
                    if !copy(source.appending(name), target.appending(name), program, options, &shell) {
                        isComplete = false
                    }
                }
                return isComplete
            case .link(let text):
                let to = try shell.place(target, follow: false)
                if to.id == nil {
                    try shell.files.create(to, FileNode(kind: .link(text), mode: 0o777, modified: shell.files.now))
                }
            case .file(let content):
                guard shell.files.may(.read, id) else {
                    shell.print("\(program): cannot open '\(source)' for reading: Permission denied\n", to: 2)
                    return false
                }
                try copyFile(node, content, from: from, id, to: target, options, program, &shell)
            case .device, .pipe, .socket:
                guard case .bytes(let bytes) = shell.read(id, from: 0) else { throw .noSpace }
                try shell.store(bytes, at: target, origin: .copy)
            }
        } catch {
            shell.print("\(program): cannot create regular file '\(target)': \(error.message)\n", to: 2)
            return false
        }
        if options.has("v") { shell.print("'\(source)' -> '\(target)'\n") }
        return true
    }

    private static func copyFile(
        _ node: FileNode, _ content: FileContent, from: FilePlace, _ id: Int, to target: ByteString,
        _ options: GNUOptions, _ program: ByteString, _ shell: inout Shell
    ) throws(FileError) {
        let to = try shell.place(target)
        var mode = node.mode & ~shell.scope.mask
        if program == "install" {
            mode =
                options.argument("m").flatMap { FileModeChange($0) }?.applied(to: 0, isDirectory: false, mask: 0)
                ?? 0o755
        } else if options.has("a", "p") {
            mode = node.mode
        }
        if case .image = content, to.id == nil {
            // A program of the machine's stays generated.
            try shell.files.create(to, FileNode(kind: node.kind, mode: mode, modified: shell.files.now))
            return
        }
        let bytes = shell.contents(of: id, range: 0..<Int.max)
        let isNew = to.id == nil
        try shell.store(bytes, at: target, origin: node.origin ?? .copy)
        guard isNew || program == "install", let created = try shell.place(target).id else { return }
        let modified = options.has("a", "p") ? node.modified : shell.files.now
        try shell.files.update(created) {
            $0.mode = mode
            $0.modified = modified
            if node.origin == nil { $0.origin = .copy }
        }
    }
}
