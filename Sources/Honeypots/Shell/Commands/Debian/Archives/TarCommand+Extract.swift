extension TarCommand {
    /// `tar x`, `tar t`, `tar d` and `tar --delete`.
    mutating func extract(_ mode: Unicode.Scalar, in shell: inout Shell) -> CommandOutcome {
        let archive: [UInt8]
        switch load(&shell) {
        case .outcome(let outcome): return outcome
        case .bytes(let bytes): archive = bytes
        }
        if options.has("C"), (try? shell.files.find(start, from: "/")).map({ shell.files[$0].isDirectory }) != true {
            return die("\(options.argument("C") ?? ""): Cannot open: No such file or directory", &shell)
        }
        // A list is made of the heads alone.
        guard shell.charge(mode == "t" ? 1 : archive.count) else { return .endless }
        let (entries, fault) = TarFormat.read(archive)
        var wanted = options.operands
        var found: Set<ByteString> = []
        var width = 19
        var times: [(path: ByteString, modified: Int64)] = []
        for entry in entries {
            guard shell.charge(200) else { return .endless }
            if !wanted.isEmpty {
                guard let match = wanted.first(where: { isMeant(entry.name, by: $0) }) else { continue }
                found.insert(match)
            }
            guard !isExcluded(entry.name) else { continue }
            if mode == "t" {
                let isLong = options.has("v")
                let line =
                    isLong
                    ? Self.line(entry, &width, numeric: options.has("\u{14}")) : entry.name + "\n"
                guard shell.print(line) else { return .exit(141) }
                continue
            }
            guard mode == "x" else { continue }
            guard let path = stripped(entry.name, &shell) else { continue }
            if options.has("v") {
                let isLong = options.given.count { $0.letter == "v" } > 1
                let line =
                    isLong
                    ? Self.line(entry, &width, numeric: options.has("\u{14}")) : entry.name + "\n"
                shell.print(line, to: options.has("O") ? 2 : 1)
            }
            if options.has("O") {
                guard entry.kind == .file else { continue }
                guard shell.print(entry.bytes) || entry.bytes.isEmpty else { return .exit(141) }
                continue
            }
            do {
                try unpack(entry, to: path, &shell)
                if entry.kind == .directory { times.append((path, entry.modified)) }
            } catch {
                complain(
                    error == .exists
                        ? "\(entry.name): Cannot open: File exists" : "\(entry.name): Cannot open: \(error.message)",
                    &shell)
            }
        }
        if !options.has("m") {
            for (path, modified) in times {
                guard let id = try? shell.files.find(path, from: start) else { continue }
                try? shell.files.update(id) { $0.modified = modified }
            }
        }
        wanted.removeAll { found.contains($0) }
        for name in wanted { complain("\(name): Not found in archive", &shell) }
        switch fault {
        case nil: break
        case .notTar:
            complain("This does not look like a tar archive", &shell)
            if archive.count >= TarFormat.blockBytes { shell.print("tar: Skipping to next header\n", to: 2) }
        case .badHeader: complain("Skipping to next header", &shell)
        case .cutShort: return die("Unexpected EOF in archive", &shell)
        }
        return end(&shell)
    }

    private func isMeant(_ name: ByteString, by operand: ByteString) -> Bool {
        let operand = operand.last == UInt8(ascii: "/") ? ByteString(operand.dropLast()) : operand
        if options.has("\u{1c}"), GlobPattern(operand).matches(name) { return true }
        return name == operand || name.hasPrefix(operand + "/")
    }

    /// Where a member goes; nil: nothing is left of its name.
    private mutating func stripped(_ name: ByteString, _ shell: inout Shell) -> ByteString? {
        let path = safe(name, &shell)
        let count = options.argument("\u{11}")?.decimal ?? 0
        guard count > 0 else { return path }
        let names = FileSystem.names(in: path)
        return names.count > count ? names.dropFirst(count).joined(by: "/") : nil
    }

    private func unpack(_ entry: TarEntry, to path: ByteString, _ shell: inout Shell) throws(FileError) {
        try makeParents(of: path, &shell)
        let isRoot = shell.files.user?.uid ?? 0 == 0
        let mode = isRoot || options.has("p") ? entry.mode : entry.mode & ~shell.scope.mask
        var place = try shell.files.place(of: path, from: start, follow: false)
        if let id = place.id {
            if shell.files[id].isDirectory {
                if entry.kind == .directory {
                    try shell.files.update(id) { $0.mode = mode }
                    return
                }
                guard shell.files.entries(of: id).isEmpty else { throw .exists }
            } else if options.has("k") {
                throw .exists
            } else if options.has("\u{18}") {
                return
            }
            shell.recordFiles(under: place.path, id)
            try shell.files.remove(place)
            place.id = nil
        }
        let kind: FileNode.Kind
        switch entry.kind {
        case .file: kind = .file(.bytes([]))
        case .directory: kind = .directory([:])
        case .symbolicLink: kind = .link(entry.target)
        case .hardLink:
            // Another name for the same content, which here is a copy.
            let id = try shell.files.find(entry.target, from: start)
            try shell.files.create(place, shell.files[id])
            return
        case .pipe: kind = .pipe
        case .device(let isBlock, let major, let minor):
            guard isRoot else { throw .notPermitted }
            kind = .device(SpecialFile(isBlock: isBlock, major: major, minor: minor, behaviour: .idle))
        }
        let isLink = entry.kind == .symbolicLink
        let origin: FileOrigin? = entry.kind == .file ? .copy : nil
        let modified = options.has("m") ? shell.files.now : entry.modified
        let id = try shell.files.create(
            place, FileNode(kind: kind, mode: isLink ? 0o777 : mode, modified: modified, origin: origin))
        if entry.kind == .file { try shell.files.write(entry.bytes, to: id, at: 0, origin: .copy) }
        try shell.files.update(id) { node in
            node.modified = modified
            if isRoot, !options.has("o") { (node.owner, node.group) = (entry.owner, entry.group) }
        }
    }

    private func makeParents(of path: ByteString, _ shell: inout Shell) throws(FileError) {
        let names = FileSystem.names(in: path).dropLast()
        var folder: ByteString = path.first == UInt8(ascii: "/") ? "/" : ""
        for name in names {
            folder += folder.isEmpty || folder == "/" ? name : "/" + name
            let place = try shell.files.place(of: folder, from: start)
            guard place.id == nil else { continue }
            try shell.files.create(
                place, FileNode(kind: .directory([:]), mode: 0o777 & ~shell.scope.mask, modified: shell.files.now))
        }
    }
}
