extension TarCommand {
    /// `tar c`, `tar r` and `tar u`.
    mutating func create(adds: Bool, in shell: inout Shell) -> CommandOutcome {
        if writesToOutput, shell.isTerminal(1), !isNamed {
            return die("Refusing to write archive contents to terminal (missing -f option?)", &shell)
        }
        var archive: [UInt8] = []
        if adds {
            switch load(&shell) {
            case .outcome(let outcome): return outcome
            case .bytes(let bytes): archive = bytes
            }
            let (entries, fault) = TarFormat.read(archive)
            guard fault == nil else { return die("This does not look like a tar archive", &shell) }
            archive = entries.flatMap { TarFormat.blocks(of: $0) }
        }
        if options.has("C"), (try? shell.files.find(start, from: "/")).map({ shell.files[$0].isDirectory }) != true {
            return die("\(options.argument("C") ?? ""): Cannot open: No such file or directory", &shell)
        }
        var operands = options.operands
        if let list = options.argument("T") {
            guard case .bytes(let bytes)? = try? shell.read(operand: list) else {
                return die("\(list): Cannot open: No such file or directory", &shell)
            }
            operands += bytes.lines.prefix(10_000).map { ByteString($0) }
        }
        let own = archivePath(shell)
        var width = 19
        for operand in operands {
            guard add(operand, to: &archive, own, &width, 0, &shell) else { return .endless }
        }
        archive += TarFormat.end(after: archive.count)
        if let outcome = save(archive, &shell) { return outcome }
        return end(&shell)
    }

    /// One file with all below it; false: it would go on for ever.
    private mutating func add(
        _ path: ByteString, to archive: inout [UInt8], _ own: ByteString?, _ width: inout Int, _ depth: Int,
        _ shell: inout Shell
    ) -> Bool {
        guard shell.charge(400), depth < FileSystem.deepestPath, archive.count < Self.mostBytes else { return false }
        guard !isExcluded(path) else { return true }
        if let own, FileSystem.normalised(path, from: start) == own {
            shell.print("tar: \(path): file is the archive; not dumped\n", to: 2)
            return true
        }
        let id: Int
        do {
            id = try shell.files.find(path, from: start, follow: options.has("h"))
        } catch {
            complain("\(path): Cannot stat: \(error.message)", &shell)
            return true
        }
        let node = shell.files[id]
        var name = safe(path, &shell)
        var entry = TarEntry(
            name: name, kind: .file, mode: node.mode, owner: node.owner, group: node.group,
            ownerName: shell.account(node.owner)?.name ?? "", groupName: shell.groupName(node.group) ?? "",
            modified: node.modified)
        switch node.kind {
        case .file:
            guard shell.files.may(.read, id) else {
                complain("\(path): Cannot open: Permission denied", &shell)
                return true
            }
            guard node.keptBytes <= Self.mostBytes else { return false }
            let bytes = shell.contents(of: id, range: 0..<Self.mostBytes)
            guard shell.charge(bytes.count) else { return false }
            entry.bytes = bytes[...]
        case .directory:
            if name.last != UInt8(ascii: "/") { name += "/" }
            (entry.kind, entry.name) = (.directory, name)
        case .link(let target): (entry.kind, entry.target) = (.symbolicLink, target)
        case .device(let device):
            entry.kind = .device(isBlock: device.isBlock, major: device.major, minor: device.minor)
        case .pipe: entry.kind = .pipe
        case .socket:
            shell.print("tar: \(path): socket ignored\n", to: 2)
            return true
        }
        archive += TarFormat.blocks(of: entry)
        if options.has("v") {
            let shown =
                options.given.count { $0.letter == "v" } > 1
                ? Self.line(entry, &width, numeric: options.has("\u{14}")) : entry.name + "\n"
            shell.print(shown, to: writesToOutput ? 2 : 1)
        }
        if case .directory(let entries) = node.kind, !options.has("\u{1b}") {
            guard shell.files.may(.read, id) else {
                complain("\(path): Cannot open: Permission denied", &shell)
                return true
            }
            let folder = path.last == UInt8(ascii: "/") ? path : path + "/"
            for name in entries.keys.sorted() {
                guard add(folder + name, to: &archive, own, &width, depth + 1, &shell) else { return false }
            }
        }
        if options.has("\u{1a}"), let place = try? shell.files.place(of: path, from: start, follow: false) {
            shell.recordFiles(under: place.path, id)
            try? shell.files.remove(place)
        }
        return true
    }
}
