extension FileSystem {
    /// Files the visitor made or changed and that still have a name, with their paths, in order.
    func visitorsFiles() -> [(path: ByteString, id: Int)] {
        guard layer.changed.contains(where: { $1.origin != nil && $1.isFile && !layer.kept.contains($0) }) else {
            return []
        }
        // Changed files of the machine may stand in folders that are as they were.
        var onTheWay: Set<Int> = []
        for id in layer.changed.keys where id < base.count {
            var id = id
            while let parent = base.parent(of: id), onTheWay.insert(parent).inserted { id = parent }
        }
        var found: [(path: ByteString, id: Int)] = []
        var pending: [(path: ByteString, id: Int)] = [("", FileTree.root)]
        while let (path, id) = pending.popLast() {
            switch self[id].kind {
            case .directory(let entries):
                for (name, entry) in entries where layer.changed[entry] != nil || onTheWay.contains(entry) {
                    pending.append((path + "/" + name, entry))
                }
            case .file:
                // Values written into the kernel's files are in the commands already.
                let isOwn = self[id].origin != nil && !layer.kept.contains(id)
                if isOwn, mount(of: path)?.isKernel != true { found.append((path, id)) }
            case .link, .device, .pipe, .socket: continue
            }
        }
        return found.sorted { $0.path < $1.path }
    }
}
