extension FileSystem {
    /// The node a path leads to; the last link is followed unless told otherwise.
    func find(_ path: ByteString, from directory: ByteString, follow: Bool = true) throws(FileError) -> Int {
        let place = try place(of: path, from: directory, follow: follow)
        guard let id = place.id else { throw .noEntry }
        return id
    }

    /// Where a path leads, whether or not anything is there; the directories on the way must exist
    /// (POSIX.1-2017, XBD 4.13). `directory` is absolute.
    func place(of path: ByteString, from directory: ByteString, follow: Bool = true) throws(FileError) -> FilePlace {
        guard !path.isEmpty else { throw .noEntry }
        guard path.count < Self.longestPath else { throw .nameTooLong }
        var pending = Self.names(in: path)
        let needsDirectory = path.last == UInt8(ascii: "/")
        if path.first != UInt8(ascii: "/") { pending = Self.names(in: directory) + pending }
        pending.reverse()
        /// Directories from the root to here, and the last of them.
        var trail: [(name: ByteString, id: Int)] = []
        var folder = waypoint(FileTree.root)
        var links = 0
        while let name = pending.popLast() {
            let here = trail.last?.id ?? FileTree.root
            if name == "." { continue }
            if name == ".." {
                if trail.popLast() != nil { folder = waypoint(trail.last?.id ?? FileTree.root) }
                continue
            }
            guard case .directory(let entries) = folder.kind else { throw .notDirectory }
            guard user?.may(.execute, folder) ?? true else { throw .permission }
            let isLast = pending.isEmpty
            guard let id = entry(name, of: entries, in: here) else {
                // Only `.` may follow what does not exist.
                guard isLast, name.count <= Self.longestName else { throw isLast ? .nameTooLong : .noEntry }
                return FilePlace(parent: here, name: name, id: nil, path: Self.path(trail) + "/" + name)
            }
            let next = waypoint(id)
            if case .link(let target) = next.kind, !isLast || follow || needsDirectory {
                links += 1
                guard links <= Self.mostLinks, pending.count < Self.longestPath else { throw .tooManyLinks }
                if target.first == UInt8(ascii: "/") {
                    trail = []
                    folder = waypoint(FileTree.root)
                }
                pending += Self.names(in: target).reversed()
                continue
            }
            if !isLast || needsDirectory, !next.isDirectory { throw .notDirectory }
            trail.append((name, id))
            folder = next
        }
        guard let last = trail.popLast() else {
            return FilePlace(parent: FileTree.root, name: "", id: FileTree.root, path: "/")
        }
        return FilePlace(
            parent: trail.last?.id ?? FileTree.root, name: last.name, id: last.id,
            path: Self.path(trail) + "/" + last.name)
    }

    static func names(in path: ByteString) -> [ByteString] {
        path.split(separator: UInt8(ascii: "/")).map { ByteString($0) }
    }

    private static func path(_ trail: [(name: ByteString, id: Int)]) -> ByteString {
        trail.reduce(into: ByteString()) { path, step in path += "/" + step.name }
    }

    /// A path without `.`, `..` and doubled slashes, without looking at the files: what `cd` makes of its operand.
    static func normalised(_ path: ByteString, from directory: ByteString) -> ByteString {
        var names = path.first == UInt8(ascii: "/") ? [] : Self.names(in: directory)
        for name in Self.names(in: path) {
            if name == ".." { _ = names.popLast() } else if name != "." { names.append(name) }
        }
        return names.isEmpty ? "/" : names.reduce(into: ByteString()) { $0 += "/" + $1 }
    }
}
