/// What one visitor sees and changes: the machine's own tree, shared and untouched, under a layer of this visit's changes.
///
/// Bounded by its ``room``: past that the machine is full.
struct FileSystem: Sendable {
    /// PATH_MAX and NAME_MAX of Linux.
    static let longestPath = 4096
    static let longestName = 255
    /// Directories inside each other.
    static let deepestPath = 100
    /// Links followed in one path before it counts as a loop (MAXSYMLINKS).
    static let mostLinks = 40

    let base: FileTree
    private(set) var layer: FileLayer
    /// Bytes in the visitor's own files.
    var storedBytes: Int { layer.storedBytes }
    /// As whom the visitor opens files; nil on devices, where nothing is asked.
    var user: FileUser?
    /// Files of the kernel's that were opened to be written, and how they refuse it.
    var unwritable: [Int: FileError] = [:]
    /// When the machine was started, in seconds since the epoch.
    var booted: Int64 = 0
    /// Set once it is known which process the visitor's shell is.
    var session: SessionFolders?
    let room: FileRoom
    /// Bytes one file can have.
    let mostFileBytes: Int
    /// Mounted file systems; a visitor may remount them.
    var mounts: [FileMount]
    /// Seconds since the epoch, for what is changed from here on.
    var now: Int64

    init(
        base: FileTree, mounts: [FileMount], room: FileRoom = .device, mostFileBytes: Int, now: Int64,
        layer: FileLayer = FileLayer(), user: FileUser? = nil
    ) {
        self.layer = layer
        self.user = user
        self.base = base
        self.room = room
        self.mounts = mounts
        self.mostFileBytes = mostFileBytes
        self.now = now
        self.layer.nextID = layer.nextID ?? base.count
    }

    subscript(id: Int) -> FileNode {
        if var node = layer.changed[id] {
            showSession(in: &node, id)
            return node
        }
        guard id < base.count else { return FileNode(kind: .file(.bytes([])), mode: 0, modified: now) }
        var node = base[id]
        showSession(in: &node, id)
        if node.modified == FileNode.atBoot { node.modified = booted }
        if node.modified == FileNode.atMidnight { node.modified = now / 86_400 * 86_400 + 8 }
        if case .file(.made(let file, _)) = node.kind {
            node.kind = .file(.made(file, at: now))
            node.modified = file.modified(at: now) ?? node.modified
        }
        return node
    }

    private func showSession(in node: inout FileNode, _ id: Int) {
        guard let session else { return }
        if let target = session.target(of: id) { node.kind = .link(target) }
        guard session.parent == id, case .directory(var entries) = node.kind else { return }
        session.add(to: &entries)
        node.kind = .directory(entries)
    }

    /// The node for whoever only passes it: cheaper, without what a visit shows in /proc (``entry(_:of:in:)``) and the times
    /// that are not fixed.
    func waypoint(_ id: Int) -> FileNode {
        guard layer.changed[id] != nil || id < base.count else { return self[id] }
        var node = layer.changed[id] ?? base[id]
        if let target = session?.target(of: id) { node.kind = .link(target) }
        return node
    }

    /// What has that name in a directory, given its entries as a ``waypoint(_:)`` has them.
    func entry(_ name: ByteString, of entries: DirectoryEntries, in id: Int) -> Int? {
        if let session, session.parent == id, let shown = session.entry(name) { return shown }
        return entries[name]
    }

    /// Whether the node still exists: one whose last name was taken away does not.
    func holds(_ id: Int) -> Bool { layer.changed[id] != nil || id < base.count }

    /// Entries of a directory in no order; nothing for what is none.
    func entries(of id: Int) -> DirectoryEntries {
        if case .directory(let entries) = self[id].kind { entries } else { [:] }
    }

    // MARK: Changing

    /// Changes one node of this visit's layer, and keeps count of what it holds. `body` must not change what kind of thing
    /// it is.
    mutating func update(_ id: Int, _ body: (inout FileNode) -> Void) throws(FileError) {
        var node = self[id]
        let before = node.countedBytes
        if layer.changed[id] == nil {
            guard layer.changed.count < room.nodes else { throw .noSpace }
        } else {
            // Leaves `node` as the only owner of its buffers.
            layer.changed[id] = nil
        }
        body(&node)
        layer.storedBytes += node.countedBytes - before
        layer.changed[id] = node
        layer.kept.remove(id)
    }

    /// Makes a new node where there is none.
    @discardableResult
    mutating func create(_ place: FilePlace, _ node: FileNode) throws(FileError) -> Int {
        guard place.id == nil else { throw .exists }
        guard place.name.count <= Self.longestName else { throw .nameTooLong }
        guard !place.name.isEmpty else { throw .noEntry }
        guard Self.depth(of: place.path) <= Self.deepestPath else { throw .nameTooLong }
        try checkWritable(place.path, creating: true)
        try checkEntry(place, removing: false)
        guard layer.changed.count + 2 <= room.nodes else { throw .noSpace }
        let id = layer.nextID ?? base.count
        layer.nextID = id + 1
        var node = node
        if let user, user.uid != 0 { (node.owner, node.group) = (user.uid, user.gid) }
        if user != nil, case .directory(var entries) = node.kind {
            entries.storage = mount(of: place.path)?.type == "ext4" ? .blocks : .memory
            node.kind = .directory(entries)
        }
        layer.changed[id] = node
        try setEntry(place.name, to: id, in: place.parent)
        layer.storedBytes += node.countedBytes
        return id
    }

    /// Takes the name away. Directories go only when empty, unless `recursively`.
    mutating func remove(_ place: FilePlace, recursively: Bool = false) throws(FileError) {
        guard let id = place.id else { throw .noEntry }
        guard !place.name.isEmpty, !mounts.contains(where: { $0.path == place.path }) else { throw .busy }
        if mount(of: place.path)?.isKernel == true { throw .notPermitted }
        try checkWritable(place.path)
        try checkEntry(place, removing: true)
        if case .directory(let entries) = self[id].kind, !entries.isEmpty, !recursively { throw .notEmpty }
        try setEntry(place.name, to: nil, in: place.parent)
        discard(id)
    }

    /// Moves what is at `from` to `to`, over a file that is there.
    mutating func rename(_ from: FilePlace, to: FilePlace) throws(FileError) {
        guard let id = from.id else { throw .noEntry }
        guard from.path != to.path else { return }
        guard !from.name.isEmpty, !mounts.contains(where: { $0.path == from.path }) else { throw .busy }
        guard !to.path.hasPrefix(from.path + "/") else { throw .invalid }
        guard Self.depth(of: to.path) + height(of: id) <= Self.deepestPath else { throw .nameTooLong }
        try checkWritable(from.path)
        try checkWritable(to.path, creating: true)
        try checkEntry(from, removing: true)
        try checkEntry(to, removing: to.id != nil)
        if let target = to.id {
            if case .directory(let entries) = self[target].kind {
                guard self[id].isDirectory else { throw .isDirectory }
                guard entries.isEmpty else { throw .notEmpty }
            }
            if target != id { discard(target) }
        }
        try setEntry(from.name, to: nil, in: from.parent)
        try setEntry(to.name, to: id, in: to.parent)
    }

    private static func depth(of path: ByteString) -> Int { path.count { $0 == UInt8(ascii: "/") } }

    /// Directories inside each other, at and below a node.
    private func height(of id: Int) -> Int {
        guard case .directory(let entries) = self[id].kind else { return 0 }
        return 1 + (entries.values.map { height(of: $0) }.max() ?? 0)
    }

    private mutating func setEntry(_ name: ByteString, to id: Int?, in parent: Int) throws(FileError) {
        let now = now
        try update(parent) { directory in
            guard case .directory(var entries) = directory.kind else { return }
            directory.kind = .directory([:])
            entries[name] = id
            directory.kind = .directory(entries)
            directory.modified = now
        }
    }

    /// Forgets the bytes of what has no name any more.
    private mutating func discard(_ id: Int) {
        guard let node = layer.changed[id] else { return }
        layer.changed[id] = nil
        layer.storedBytes -= node.countedBytes
        if case .directory(let entries) = node.kind { for entry in entries.values { discard(entry) } }
    }

    // MARK: Content

    /// Writes into a file, growing it as needed; `origin` says how the visitor did it.
    mutating func write(
        _ bytes: some Collection<UInt8>, to id: Int, at offset: Int?, origin: FileOrigin
    ) throws(FileError) {
        if let fault = unwritable[id] { throw fault }
        let node = self[id]
        guard case .file(let content) = node.kind else { throw .invalid }
        let start = offset ?? content.size
        guard start >= 0, start <= mostFileBytes, bytes.count <= mostFileBytes - start,
            storedBytes - node.countedBytes + max(content.size, start + bytes.count) <= room.bytes
        else { throw .noSpace }
        let now = now
        try update(id) { node in
            var kept = Self.takeBytes(of: &node)
            if start > kept.count { kept += [UInt8](repeating: 0, count: start - kept.count) }
            let overlap = min(kept.count, start + bytes.count)
            kept.replaceSubrange(start..<overlap, with: bytes)
            node.kind = .file(.bytes(kept))
            node.modified = now
            // What was echoed together remains so when a line is appended in another way.
            if node.origin != .echo { node.origin = origin }
        }
    }

    mutating func truncate(_ id: Int, to size: Int = 0, origin: FileOrigin) throws(FileError) {
        let node = self[id]
        guard node.isFile else { throw .invalid }
        guard size <= mostFileBytes, storedBytes - node.countedBytes + size <= room.bytes else { throw .noSpace }
        let now = now
        try update(id) { node in
            var kept = Self.takeBytes(of: &node)
            kept =
                size <= kept.count ? Array(kept.prefix(size)) : kept + [UInt8](repeating: 0, count: size - kept.count)
            node.kind = .file(.bytes(kept))
            node.unkeptBytes = 0
            node.modified = now
            node.origin = origin
        }
    }

    /// The bytes of a file, leaving the node without any, so that they can be changed in place.
    private static func takeBytes(of node: inout FileNode) -> [UInt8] {
        guard case .file(let content) = node.kind else { return [] }
        node.kind = .file(.bytes([]))
        switch content {
        case .bytes(let bytes): return bytes
        case .image(let image): return image.bytes(in: 0..<min(image.size, 64 * 1024))
        case .made(let file, let now): return file.bytes(in: 0..<64 * 1024, at: now)
        case .live: return []
        }
    }

    // MARK: Mounts

    /// The mount a path is on: the one with the longest path that leads to it, the last of several.
    func mount(of path: ByteString) -> FileMount? {
        var best: FileMount?
        for mount in mounts where mount.holds(path) && mount.path.count >= best?.path.count ?? 0 { best = mount }
        return best
    }

    /// What was changed so far was not by the visitor of now.
    mutating func settle() { layer.kept = Set(layer.changed.keys) }
}

extension FileNode {
    /// What `ls -l` shows as its size.
    var size: Int {
        switch kind {
        case .file(let content): content.size + unkeptBytes
        case .link(let target): target.count
        case .directory(let entries): entries.size
        case .device, .pipe, .socket: 0
        }
    }

    /// Bytes that the visitor makes us hold.
    var countedBytes: Int {
        if origin != nil, case .file(.bytes(let bytes)) = kind { bytes.count } else { 0 }
    }

    /// Bytes of a file that are there, or can be made.
    var keptBytes: Int {
        if case .file(let content) = kind { content.size } else { 0 }
    }
}
