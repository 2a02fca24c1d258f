import ThreatModel

/// The machine's files with the rights of an account: what the system calls behind SFTP and scp do.
extension ChannelHost {
    /// What a shell would be told of this visit.
    func visit(at now: Timestamp) -> ShellVisit { VisitedMachine.visit(context, user: user, at: now) }

    /// Seconds the machine's clock is ahead of UTC.
    var zoneOffset: Int { context.persona.machine(context.persona.sshMachine).zone.offset }

    /// A part of a file's bytes, as far as they exist. What was sent but not kept reads as zeros.
    func contents(of id: Int, range: Range<Int>, at now: Timestamp) -> [UInt8] {
        let node = files[id]
        switch node.kind {
        case .file(.bytes(let bytes)):
            let range = range.clamped(to: 0..<node.size)
            let kept = bytes[range.clamped(to: 0..<bytes.count)]
            return kept + [UInt8](repeating: 0, count: range.count - kept.count)
        case .file(.image(let image)):
            let range = range.clamped(to: 0..<node.size)
            let kept = image.bytes(in: range)
            return kept + [UInt8](repeating: 0, count: range.count - kept.count)
        case .file(.made(let file, let now)): return file.bytes(in: range.clamped(to: 0..<node.size), at: now)
        case .directory, .link, .pipe, .socket: return []
        case .file(.live), .device:
            // What is generated while one looks needs the shell that can look.
            var shell = Shell(visit(at: now), files: files)
            shell.resume(at: now)
            return shell.contents(of: id, range: range)
        }
    }

    /// A node as stat(2) tells of it: what is generated has its present size, except in file systems of the kernel.
    func node(_ id: Int, at path: ByteString, at now: Timestamp) -> FileNode {
        var node = files[id]
        guard case .file(.live) = node.kind, files.mount(of: path)?.isKernel != true else { return node }
        node.unkeptBytes = contents(of: id, range: 0..<Self.mostLiveBytes, at: now).count
        return node
    }

    private static let mostLiveBytes = 1024 * 1024

    /// Where a path leads, when the account may search every directory on the way.
    func place(
        of path: ByteString, from directory: ByteString = "/", follow: Bool = true, for account: TransferAccount
    ) throws(FileError) -> FilePlace {
        let place = try files.place(of: path, from: directory, follow: follow)
        guard !account.isRoot else { return place }
        var id = FileTree.root
        for name in FileSystem.names(in: place.path).dropLast() {
            guard account.maySearch(files[id]) else { throw .permission }
            guard let next = files.entries(of: id)[name] else { break }
            id = next
        }
        guard account.maySearch(files[id]) else { throw .permission }
        return place
    }

    /// Throws unless the account may make, rename or remove that name.
    func checkMayChangeEntry(_ place: FilePlace, for account: TransferAccount) throws(FileError) {
        guard !account.isRoot else { return }
        let parent = files[place.parent]
        guard account.mayWrite(parent), account.maySearch(parent) else { throw .permission }
        // In sticky directories everyone removes only what is his own (inode(7)).
        guard parent.mode & 0o1000 != 0, let id = place.id else { return }
        guard account.owns(files[id]) || account.owns(parent) else { throw .notPermitted }
    }

    /// Makes what an account asks for, in its name.
    @discardableResult
    mutating func create(
        _ place: FilePlace, _ kind: FileNode.Kind, mode: UInt16, origin: FileOrigin? = nil,
        for account: TransferAccount
    ) throws(FileError) -> Int {
        guard place.id == nil else { throw .exists }
        try checkMayChangeEntry(place, for: account)
        let parent = files[place.parent]
        let inherits = parent.mode & 0o2000 != 0
        var node = FileNode(kind: kind, mode: mode, modified: files.now)
        node.owner = account.uid
        node.group = inherits ? parent.group : account.gid
        if inherits, node.isDirectory { node.mode |= 0o2000 }
        node.origin = origin
        return try files.create(place, node)
    }

    /// Changes mode, owner or times of a file; `path` says which mount it is on.
    mutating func change(
        _ id: Int, at path: ByteString, _ body: (inout FileNode) -> Void
    ) throws(FileError) {
        try files.checkWritable(path)
        try files.update(id, body)
    }
}
