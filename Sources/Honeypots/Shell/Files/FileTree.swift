/// The files a machine came with: built once, never changed, shared by all visits. Node 0 is the root. What the machine
/// has of its own lies over a stock, when it has one.
struct FileTree: Sendable {
    static let root = 0
    let stock: StockTree?
    /// Nodes of the stock that are different here.
    private var changed: [Int: FileNode] = [:]
    /// Nodes behind those of the stock, and the folders they stand in.
    private var nodes: [FileNode]
    private var parents: [Int]

    /// A tree with nothing but its root.
    init(modified: Int64) {
        stock = nil
        nodes = [FileNode(kind: .directory([:]), mode: 0o755, modified: modified)]
        parents = [Self.root]
    }

    init(stock: StockTree) {
        self.stock = stock
        nodes = []
        parents = []
    }

    private var stockCount: Int { stock?.count ?? 0 }
    var count: Int { stockCount + nodes.count }

    /// The node of that number, which is below ``count``.
    subscript(id: Int) -> FileNode {
        if id >= stockCount { return nodes[id - stockCount] }
        if let node = changed[id] { return node }
        return stock?[id] ?? FileNode(kind: .file(.bytes([])), mode: 0, modified: 0)
    }

    /// The folder a node stands in; nil for the root.
    func parent(of id: Int) -> Int? {
        guard id != Self.root else { return nil }
        return id < stockCount ? stock?.parent(of: id) : parents[id - stockCount]
    }

    /// The node at an absolute path; links are not followed.
    func find(_ path: String) -> Int? {
        var id = Self.root
        for name in path.split(separator: "/") {
            guard case .directory(let entries) = self[id].kind, let next = entries[ByteString(String(name))] else {
                return nil
            }
            id = next
        }
        return id
    }

    /// Puts a node at an absolute path, with the directories that lead there. What is there already is replaced, except
    /// that a directory keeps its entries.
    mutating func add(_ path: String, _ node: FileNode) {
        let names = path.split(separator: "/").map { ByteString(String($0)) }
        var parent = Self.root
        if names.isEmpty { replace(parent, with: node) }
        for (index, name) in names.enumerated() {
            guard case .directory(let entries) = self[parent].kind else { return }
            let isLast = index == names.count - 1
            if let existing = entries[name] {
                if isLast { replace(existing, with: node) }
                parent = existing
                continue
            }
            let new =
                isLast
                ? node
                : FileNode(
                    kind: .directory(DirectoryEntries(storage: entries.storage)), mode: 0o755, modified: node.modified)
            nodes.append(new)
            parents.append(parent)
            setEntry(name, to: count - 1, in: parent)
            parent = count - 1
        }
    }

    /// Takes a name away with all that is below it.
    mutating func remove(_ path: String) {
        let names = path.split(separator: "/")
        guard let last = names.last, let parent = find(names.dropLast().joined(separator: "/")) else { return }
        setEntry(ByteString(String(last)), to: nil, in: parent)
    }

    private mutating func replace(_ id: Int, with node: FileNode) {
        var node = node
        if case .directory = node.kind, case .directory(let entries) = self[id].kind {
            node.kind = .directory(entries)
        }
        put(node, at: id)
    }

    private mutating func put(_ node: FileNode, at id: Int) {
        if id >= stockCount { nodes[id - stockCount] = node } else { changed[id] = node }
    }

    private mutating func setEntry(_ name: ByteString, to id: Int?, in parent: Int) {
        var node = self[parent]
        guard case .directory(var entries) = node.kind else { return }
        // Leaves `entries` as the only owner of its buffers.
        node.kind = .directory([:])
        put(node, at: parent)
        entries[name] = id
        node.kind = .directory(entries)
        put(node, at: parent)
    }
}
