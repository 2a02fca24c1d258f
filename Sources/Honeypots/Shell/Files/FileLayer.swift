/// What a visitor changed, apart from the tree it lies over: can be put aside and laid over the same tree again.
struct FileLayer: Sendable {
    /// Nodes made or changed, by number.
    var changed: [Int: FileNode] = [:]
    /// Of these, the ones that come from an earlier visit.
    var kept: Set<Int> = []
    /// The number the next new node gets; nil: the first behind the tree's own.
    var nextID: Int?
    /// Bytes in the visitor's own files.
    var storedBytes = 0

    /// Roughly what it takes in memory, in bytes.
    var footprint: Int {
        changed.values.reduce(0) { sum, node in
            switch node.kind {
            case .file(.bytes(let bytes)): sum + 200 + bytes.count
            case .file: sum + 200
            case .directory(let entries): sum + 300 + entries.ownCount * 80
            case .link, .device, .pipe, .socket: sum + 250
            }
        }
    }
}
