/// What one visitor sees and changes: the device's own tree, shared and untouched, under a layer of this visit's changes.
///
/// Bounded by ``mostNodes`` and ``mostBytes``: past them the device is full, as real ones soon are.
struct FileSystem: Sendable {
    /// Files, links and directories a visit can create or change.
    static let mostNodes = 2000
    /// Bytes a visit can store in all files together.
    static let mostBytes = 8 * 1024 * 1024
    /// PATH_MAX and NAME_MAX of Linux.
    static let longestPath = 4096
    static let longestName = 255
    /// Directories inside each other.
    static let deepestPath = 100
    /// Links followed in one path before it counts as a loop (MAXSYMLINKS).
    static let mostLinks = 40

    let base: FileTree
    private var changed: [Int: FileNode] = [:]
    private var nextID: Int
    private(set) var storedBytes = 0
    /// Bytes one file can have.
    let mostFileBytes: Int
    /// Mounted file systems; a visitor may remount them.
    var mounts: [FileMount]
    /// Seconds since the epoch, for what is changed from here on.
    var now: Int64

    init(base: FileTree, mounts: [FileMount], mostFileBytes: Int, now: Int64) {
        self.base = base
        self.mounts = mounts
        self.mostFileBytes = mostFileBytes
        self.now = now
        nextID = base.nodes.count
    }

    subscript(id: Int) -> FileNode {
        if let node = changed[id] { return node }
        return id < base.nodes.count ? base.nodes[id] : FileNode(kind: .file(.bytes([])), mode: 0, modified: now)
    }

    /// Entries of a directory in no order; nothing for what is none.
    func entries(of id: Int) -> [ByteString: Int] {
        if case .directory(let entries) = self[id].kind { entries } else { [:] }
    }

    // MARK: Changing

    /// Changes one node of this visit's layer. `body` must not change what kind of thing it is.
    mutating func update(_ id: Int, _ body: (inout FileNode) -> Void) throws(FileError) {
        var node = self[id]
        if changed[id] == nil {
            guard changed.count < Self.mostNodes else { throw .noSpace }
        } else {
            // Leaves `node` as the only owner of its buffers.
            changed[id] = nil
        }
        body(&node)
        changed[id] = node
    }

    /// Makes a new node where there is none.
    @discardableResult
    mutating func create(_ place: FilePlace, _ node: FileNode) throws(FileError) -> Int {
        guard place.id == nil else { throw .exists }
        guard place.name.count <= Self.longestName else { throw .nameTooLong }
        guard !place.name.isEmpty else { throw .noEntry }
        guard Self.depth(of: place.path) <= Self.deepestPath else { throw .nameTooLong }
        try checkWritable(place.path, creating: true)
        guard changed.count + 2 <= Self.mostNodes else { throw .noSpace }
        let id = nextID
        nextID += 1
        changed[id] = node
        try setEntry(place.name, to: id, in: place.parent)
        if case .file(.bytes(let bytes)) = node.kind, node.origin != nil { storedBytes += bytes.count }
        return id
    }

    /// Takes the name away. Directories go only when empty, unless `recursively`.
    mutating func remove(_ place: FilePlace, recursively: Bool = false) throws(FileError) {
        guard let id = place.id else { throw .noEntry }
        guard !place.name.isEmpty, !mounts.contains(where: { $0.path == place.path }) else { throw .busy }
        try checkWritable(place.path)
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
        guard let node = changed[id] else { return }
        switch node.kind {
        case .file(.bytes(let bytes)):
            if node.origin != nil { storedBytes -= bytes.count }
            changed[id] = nil
        case .directory(let entries):
            changed[id] = nil
            for entry in entries.values { discard(entry) }
        case .file, .link, .device, .pipe, .socket: changed[id] = nil
        }
    }

    // MARK: Content

    /// Writes into a file, growing it as needed; `origin` says how the visitor did it.
    mutating func write(
        _ bytes: some Collection<UInt8>, to id: Int, at offset: Int?, origin: FileOrigin
    ) throws(FileError) {
        let node = self[id]
        guard case .file(let content) = node.kind else { throw .invalid }
        let before = node.origin == nil ? 0 : content.size
        let start = offset ?? content.size
        guard start >= 0, start <= mostFileBytes, bytes.count <= mostFileBytes - start,
            storedBytes - before + max(content.size, start + bytes.count) <= Self.mostBytes
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
        storedBytes += self[id].size - before
    }

    mutating func truncate(_ id: Int, to size: Int = 0, origin: FileOrigin) throws(FileError) {
        let node = self[id]
        guard case .file(let content) = node.kind else { throw .invalid }
        let before = node.origin == nil ? 0 : content.size
        guard size <= mostFileBytes, storedBytes - before + size <= Self.mostBytes else { throw .noSpace }
        let now = now
        try update(id) { node in
            var kept = Self.takeBytes(of: &node)
            kept =
                size <= kept.count ? Array(kept.prefix(size)) : kept + [UInt8](repeating: 0, count: size - kept.count)
            node.kind = .file(.bytes(kept))
            node.modified = now
            node.origin = origin
        }
        storedBytes += size - before
    }

    /// The bytes of a file, leaving the node without any, so that they can be changed in place.
    private static func takeBytes(of node: inout FileNode) -> [UInt8] {
        guard case .file(let content) = node.kind else { return [] }
        node.kind = .file(.bytes([]))
        switch content {
        case .bytes(let bytes): return bytes
        case .image(let image): return image.bytes(in: 0..<min(image.size, 64 * 1024))
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

    func checkWritable(_ path: ByteString, creating: Bool = false) throws(FileError) {
        guard let mount = mount(of: path) else { return }
        guard mount.isWritable else { throw .readOnly }
        // The kernel's own file systems know only the files they have.
        if mount.isKernel { throw creating ? .noEntry : .notPermitted }
    }

    /// Files the visitor made or changed and that still have a name, with their paths, in order.
    func visitorsFiles() -> [(path: ByteString, id: Int)] {
        guard changed.values.contains(where: { $0.origin != nil && $0.isFile }) else { return [] }
        var found: [(path: ByteString, id: Int)] = []
        var pending: [(path: ByteString, id: Int)] = [("", FileTree.root)]
        while let (path, id) = pending.popLast() {
            switch self[id].kind {
            case .directory(let entries):
                // Only changed directories can hold changed entries, but a changed file may stand in an unchanged one.
                for (name, entry) in entries where changed[entry] != nil || self[entry].isDirectory {
                    pending.append((path + "/" + name, entry))
                }
            case .file:
                if self[id].origin != nil { found.append((path, id)) }
            case .link, .device, .pipe, .socket: continue
            }
        }
        return found.sorted { $0.path < $1.path }
    }
}

extension FileNode {
    /// What `ls -l` shows as its size.
    var size: Int {
        switch kind {
        case .file(let content): content.size
        case .link(let target): target.count
        case .directory(let entries): entries.isEmpty ? 40 : 40 + entries.count * 20
        case .device, .pipe, .socket: 0
        }
    }
}
