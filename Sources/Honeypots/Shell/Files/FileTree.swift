/// The files a device came with: built once, never changed, shared by all visits. Node 0 is the root.
struct FileTree: Sendable {
    static let root = 0
    private(set) var nodes: [FileNode]

    /// A tree with nothing but its root.
    init(modified: Int64) {
        nodes = [FileNode(kind: .directory([:]), mode: 0o755, modified: modified)]
    }

    /// Puts a node at an absolute path, with the directories that lead there. What is there already is replaced, except
    /// that a directory keeps its entries.
    mutating func add(_ path: String, _ node: FileNode) {
        let names = path.split(separator: "/").map { ByteString(String($0)) }
        var parent = Self.root
        for (index, name) in names.enumerated() {
            guard case .directory(let entries) = nodes[parent].kind else { return }
            let isLast = index == names.count - 1
            if let existing = entries[name] {
                if isLast { replace(existing, with: node) }
                parent = existing
                continue
            }
            let new = isLast ? node : FileNode(kind: .directory([:]), mode: 0o755, modified: node.modified)
            nodes.append(new)
            setEntry(name, to: nodes.count - 1, in: parent)
            parent = nodes.count - 1
        }
    }

    private mutating func replace(_ id: Int, with node: FileNode) {
        let old = nodes[id].kind
        nodes[id] = node
        if case .directory = node.kind, case .directory = old { nodes[id].kind = old }
    }

    private mutating func setEntry(_ name: ByteString, to id: Int, in parent: Int) {
        guard case .directory(var entries) = nodes[parent].kind else { return }
        nodes[parent].kind = .directory([:])
        entries[name] = id
        nodes[parent].kind = .directory(entries)
    }
}
