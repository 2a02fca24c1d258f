/// Keeps the smallest of up to 64 keys at hand while keys grow one by one: a tournament in which only the winner's
/// matches are played again.
struct WinnerTree<Key: AddressBits> {
    struct Contender {
        var key: Key
        var leaf: Int
    }

    /// Node 1 is the root, the children of *n* are 2*n* and 2*n* + 1, the leaves come last, and each node holds the
    /// winner of its two children.
    private var nodes: InlineArray<128, Contender>
    private let leaves: Int

    /// - Precondition: at most 64 keys.
    init(_ keys: [Key]) {
        precondition(keys.count <= 64)
        var leaves = 1
        while leaves < keys.count { leaves *= 2 }
        self.leaves = leaves
        nodes = InlineArray(repeating: Contender(key: .max, leaf: 0))
        for (leaf, key) in keys.enumerated() { nodes[leaves + leaf] = Contender(key: key, leaf: leaf) }
        for node in stride(from: leaves - 1, to: 0, by: -1) {
            nodes[node] = nodes[2 * node + 1].key < nodes[2 * node].key ? nodes[2 * node + 1] : nodes[2 * node]
        }
    }

    /// The leaf with the smallest key.
    var winner: Int {
        @inline(__always) get { nodes[1].leaf }
    }

    var smallest: Key {
        @inline(__always) get { nodes[1].key }
    }

    @inline(__always)
    mutating func replaceSmallest(by key: Key) {
        var contender = Contender(key: key, leaf: winner)
        var node = leaves &+ contender.leaf
        nodes[node] = contender
        while node > 1 {
            let sibling = nodes[node ^ 1]
            if sibling.key < contender.key { contender = sibling }
            node /= 2
            nodes[node] = contender
        }
    }
}
