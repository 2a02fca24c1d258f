import IPNetworks

/// The addresses seen last among any number of them, in memory for those alone: a heap whose root is the oldest.
struct NewestAddresses {
    private struct Entry {
        var lastSeen: UInt64
        var address: IPAddress

        /// Whether this one gives way first.
        func isOlder(than other: Entry) -> Bool {
            lastSeen == other.lastSeen ? other.address < address : lastSeen < other.lastSeen
        }
    }

    private let limit: Int
    private var heap: [Entry] = []

    init(limit: Int) { self.limit = limit }

    mutating func insert(_ address: IPAddress, lastSeen: UInt64) {
        let entry = Entry(lastSeen: lastSeen, address: address)
        if heap.count < limit {
            heap.append(entry)
            rise()
        } else if let oldest = heap.first, oldest.isOlder(than: entry) {
            heap[0] = entry
            sink()
        }
    }

    /// Newest first; of those seen at once, the lower address.
    var sorted: [IPAddress] { heap.sorted { $1.isOlder(than: $0) }.map(\.address) }

    private mutating func rise() {
        var index = heap.count - 1
        while index > 0, heap[index].isOlder(than: heap[(index - 1) / 2]) {
            heap.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    private mutating func sink() {
        var index = 0
        while 2 * index + 1 < heap.count {
            let left = 2 * index + 1
            let right = min(left + 1, heap.count - 1)
            let oldest = heap[right].isOlder(than: heap[left]) ? right : left
            guard heap[oldest].isOlder(than: heap[index]) else { return }
            heap.swapAt(index, oldest)
            index = oldest
        }
    }
}
