/// The files an installation of a distribution brings, packed: what would be tens of thousands of nodes is a few arrays
/// of numbers and one of bytes. Made once by a ``StockTreeReader``, never changed, shared by everyone.
///
/// Nodes are numbered from the root in the order of breadth, so that what stands in one folder is a run of numbers, in
/// the order of the names' bytes.
final class StockTree: Sendable {
    /// What many nodes have in common.
    struct Class: Hashable, Sendable {
        enum Kind: Hashable, Sendable {
            case directory
            case file(FillerFile.Form)
            case link
        }

        var kind: Kind
        var mode: UInt16
        var owner: Int
        var group: Int
    }

    /// The columns, one element for each node.
    struct Columns: Sendable {
        var classes: [UInt16] = []
        /// Where its name begins in `text`; the next one's beginning is its end.
        var names: [UInt32] = []
        /// Of a file its size, of a folder the first node in it, of a link where its target begins in `text`.
        var values: [UInt32] = []
        /// Nodes in a folder, bytes of a link's target.
        var counts: [UInt32] = []
        /// Seconds since the epoch.
        var times: [UInt32] = []
        var text: [UInt8] = []
    }

    let classes: [Class]
    let columns: Columns
    /// The folders with something in them, in order.
    private let folders: [UInt32]
    var count: Int { columns.classes.count }
    /// Bytes it takes.
    var footprint: Int {
        columns.classes.count * 2
            + (columns.names.count + columns.values.count + columns.counts.count + columns.times.count) * 4
            + columns.text.count + folders.count * 4 + classes.count * MemoryLayout<Class>.stride
    }

    init(classes: [Class], columns: Columns) {
        self.classes = classes
        self.columns = columns
        folders = columns.counts.indices.compactMap { id in
            let isFolder = classes[Int(columns.classes[id])].kind == .directory
            return isFolder && columns.counts[id] > 0 ? UInt32(id) : nil
        }
    }

    /// One node, taken out of the columns. `id` is below ``count``.
    subscript(id: Int) -> FileNode {
        let type = classes[Int(columns.classes[id])]
        let kind: FileNode.Kind =
            switch type.kind {
            case .directory:
                .directory(
                    DirectoryEntries(
                        stock: Folder(tree: self, first: Int(columns.values[id]), count: Int(columns.counts[id])),
                        storage: .blocks))
            case .file(let form):
                .file(
                    .made(
                        FillerFile(form: form, size: Int(columns.values[id]), seed: UInt64(id), name: name(of: id)),
                        at: 0))
            case .link: .link(text(Int(columns.values[id]), Int(columns.counts[id])))
            }
        return FileNode(
            kind: kind, mode: type.mode, owner: type.owner, group: type.group, modified: Int64(columns.times[id]))
    }

    /// The folder a node stands in.
    func parent(of id: Int) -> Int? {
        var (low, high) = (0, folders.count)
        while low < high {
            let middle = low + (high - low) / 2
            if Int(columns.values[Int(folders[middle])]) <= id { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? Int(folders[low - 1]) : nil
    }

    func name(of id: Int) -> ByteString {
        let start = Int(columns.names[id])
        return text(start, Int(columns.names[id + 1]) - start)
    }

    private func text(_ start: Int, _ count: Int) -> ByteString { ByteString(columns.text[start..<start + count]) }

    /// What stands in one folder of the tree.
    struct Folder: Sendable {
        fileprivate let tree: StockTree
        fileprivate let first: Int
        let count: Int

        func id(at position: Int) -> Int { first + position }
        func name(at position: Int) -> ByteString { tree.name(of: first + position) }

        /// The node with that name.
        subscript(name: ByteString) -> Int? {
            var (low, high) = (first, first + count)
            while low < high {
                let middle = low + (high - low) / 2
                let start = Int(tree.columns.names[middle])
                let other = tree.columns.text[start..<Int(tree.columns.names[middle + 1])]
                if other.elementsEqual(name) { return middle }
                if other.lexicographicallyPrecedes(name) { low = middle + 1 } else { high = middle }
            }
            return nil
        }
    }
}
