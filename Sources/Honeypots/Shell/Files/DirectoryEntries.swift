/// What stands in a directory: names with the numbers of their nodes. Those of the shared tree are not copied; what was
/// put there, taken away or replaced lies over them.
struct DirectoryEntries: Sendable {
    /// What keeps the directory, which decides the size it shows.
    enum Storage: Hashable, Sendable {
        /// Memory or a packed image: a few bytes for each name.
        case memory
        /// ext4: blocks of 4 KiB.
        case blocks
        /// /proc, /sys: none.
        case kernel
    }

    private var stock: StockTree.Folder?
    private var own: [ByteString: Int] = [:]
    /// Names of the stock that are gone or replaced.
    private var hidden: Set<ByteString> = []
    var storage = Storage.memory

    init(stock: StockTree.Folder? = nil, storage: Storage = .memory) {
        self.stock = stock
        self.storage = storage
    }

    var count: Int { (stock?.count ?? 0) - hidden.count + own.count }
    /// Names that are no part of the stock.
    var ownCount: Int { own.count + hidden.count }
    var isEmpty: Bool { count == 0 }
    var values: [Int] { map(\.value) }
    var keys: [ByteString] { map(\.key) }

    subscript(name: ByteString) -> Int? {
        get {
            if let id = own[name] { return id }
            guard let stock, !hidden.contains(name) else { return nil }
            return stock[name]
        }
        set {
            if let stock, stock[name] != nil { hidden.insert(name) }
            own[name] = newValue
        }
    }

    /// What `ls -ld` shows.
    var size: Int {
        switch storage {
        case .memory: 40 + count * 20
        case .kernel: 0
        case .blocks: blocks
        }
    }

    /// Entries of ext4 take eight bytes and the name, rounded up to four (fs/ext4/ext4.h). Hashed directories have a
    /// block for the index, and split their blocks when they are full, so that these are full to three quarters.
    private var blocks: Int {
        guard count > 100 else { return 4096 }
        let bytes = reduce(0) { $0 + (8 + $1.key.count + 3) / 4 * 4 }
        return bytes <= 4096 ? 4096 : (bytes * 4 / 3 + 2 * 4096 - 1) / 4096 * 4096
    }
}

extension DirectoryEntries: Sequence {
    struct Iterator: IteratorProtocol {
        fileprivate var own: Dictionary<ByteString, Int>.Iterator
        fileprivate let stock: StockTree.Folder?
        fileprivate let hidden: Set<ByteString>
        fileprivate var position = 0

        mutating func next() -> (key: ByteString, value: Int)? {
            if let entry = own.next() { return (entry.key, entry.value) }
            guard let stock else { return nil }
            while position < stock.count {
                let name = stock.name(at: position)
                position += 1
                if hidden.isEmpty || !hidden.contains(name) { return (name, stock.id(at: position - 1)) }
            }
            return nil
        }
    }

    func makeIterator() -> Iterator { Iterator(own: own.makeIterator(), stock: stock, hidden: hidden) }
    var underestimatedCount: Int { count }
}

extension DirectoryEntries: ExpressibleByDictionaryLiteral {
    init(dictionaryLiteral elements: (ByteString, Int)...) {
        for (name, id) in elements { own[name] = id }
    }
}
