struct CpCommand: ShellCommand {
    static let names: [ByteString] = ["cp"]
    static let usage: ByteString = "cp [OPTIONS] SOURCE... DEST"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard var options = options(words, "arRdpPLHfinlsuTvx", in: &shell) else { return .failure }
        guard options.operands.count >= 2, let target = options.operands.popLast() else { return showUsage(in: &shell) }
        let isIntoDirectory = options.operands.count > 1 || shell.isDirectory(target)
        let isRecursive = options.has("r") || options.has("R") || options.has("a")
        var status: UInt8 = 0
        for source in options.operands {
            let path = isIntoDirectory ? target.appending(source.lastPathComponent) : target
            if !shell.copy(source, to: path, recursively: isRecursive, program: "cp") { status = 1 }
        }
        return .exit(status)
    }
}

extension ByteString {
    /// The name at the end of a path.
    var lastPathComponent: ByteString {
        ByteString(split(separator: UInt8(ascii: "/")).last ?? (isEmpty ? [] : [UInt8(ascii: "/")]))
    }

    /// A name behind a path.
    func appending(_ name: ByteString) -> ByteString { last == UInt8(ascii: "/") ? self + name : self + "/" + name }
}

extension Shell {
    func isDirectory(_ path: ByteString) -> Bool {
        (try? files.find(path, from: scope.directory)).map { files[$0].isDirectory } ?? false
    }

    /// Copies a file, or a directory with everything in it; false, and said so, when something could not be.
    mutating func copy(_ source: ByteString, to target: ByteString, recursively: Bool, program: ByteString) -> Bool {
        guard charge(64) else { return false }
        let from: FilePlace
        do throws(FileError) {
            from = try place(source)
            guard from.id != nil else { throw .noEntry }
        } catch {
            print("\(program): can't stat '\(source)': \(error.message)\n", to: 2)
            return false
        }
        guard let id = from.id else { return false }
        let node = files[id]
        do throws(FileError) {
            switch node.kind {
            case .directory(let entries):
                guard recursively else {
                    print("\(program): omitting directory '\(source)'\n", to: 2)
                    return false
                }
                let to = try place(target)
                guard to.path != from.path, !to.path.hasPrefix(from.path + "/") else { throw .invalid }
                if to.id == nil {
                    try files.create(to, FileNode(kind: .directory([:]), mode: node.mode, modified: files.now))
                }
                var isComplete = true
                for name in entries.keys.sorted() where !budget.isSpent {
                    if !copy(source.appending(name), to: target.appending(name), recursively: true, program: program) {
                        isComplete = false
                    }
                }
                return isComplete
            case .file(let content): try copyFile(node, content, from: from, id, to: target)
            case .device, .pipe, .socket:
                guard case .bytes(let bytes) = read(id, from: 0) else {
                    // A device without an end fills what there is.
                    throw .noSpace
                }
                try store(bytes, at: target, origin: .copy)
            case .link: break
            }
        } catch {
            print("\(program): can't create '\(target)': \(error.message)\n", to: 2)
            return false
        }
        return true
    }

    private mutating func copyFile(
        _ node: FileNode, _ content: FileContent, from: FilePlace, _ id: Int, to target: ByteString
    ) throws(FileError) {
        let to = try place(target)
        guard to.path != from.path else { throw .exists }
        if case .image = content, to.id == nil {
            // A program of the device's stays generated.
            try files.create(to, FileNode(kind: node.kind, mode: node.mode & ~scope.mask, modified: files.now))
            return
        }
        let bytes = contents(of: id, range: 0..<Int.max)
        let isNew = to.id == nil
        try store(bytes, at: target, origin: node.origin ?? .copy)
        guard isNew, let created = try place(target).id else { return }
        let mode = node.mode & ~scope.mask
        try files.update(created) { $0.mode = mode }
        // What came with the device is no file of the visitor's wherever it lies.
        if node.origin == nil { try files.update(created) { $0.origin = .copy } }
    }
}
