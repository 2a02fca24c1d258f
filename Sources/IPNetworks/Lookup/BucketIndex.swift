/// Sorted keys and an index that leads a search straight to the few among which it must end.
///
/// A node spreads a stretch of the keys over equal intervals of their space, about four keys to an interval were
/// they even. Where many crowd into one interval, as IPv6 addresses do below a few registries' prefixes, it gets a node
/// of its own. A search then reads two or three places, where a binary search among a million keys reads twenty. The
/// index costs about three bytes a key.
struct BucketIndex<Key: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable>: Sendable {
    /// An interval with more keys gets a node of its own; fewer are halved until one is left.
    private static var crowd: Int { 16 }
    private static var keysPerInterval: Int { 4 }
    /// Keys chosen to crowd again and again would get node below node; from this depth on they are halved, too.
    private static var deepestNode: Int { 5 }

    private struct Node {
        /// The first key of the stretch, where the first interval begins, and its index.
        let first: Key
        let firstIndex: Int
        /// An interval is 2^shift keys long.
        let shift: Int
        /// Where the node's intervals lie among ``intervals``.
        let place: Range<Int>

        /// The interval that holds a key of the stretch; the last one for all keys behind it.
        @inline(__always)
        func interval(of key: Key) -> Int {
            let interval = (key &- first) &>> Key(truncatingIfNeeded: shift)
            return interval < Key(truncatingIfNeeded: place.count)
                ? place.lowerBound &+ Int(truncatingIfNeeded: interval) : place.upperBound &- 1
        }
    }

    private struct Interval {
        /// The index of its first key, or of the first key behind it when it is empty.
        var firstIndex: UInt32 = 0
        /// The number of its keys; the complement of a node's index when there is a node for them.
        var content: Int32 = 0
    }

    let keys: [Key]
    private var nodes: [Node] = []
    private var intervals: [Interval] = []

    /// - Precondition: the keys ascend strictly, the first is zero, and there are fewer than 2³¹.
    init(_ keys: [Key]) {
        precondition(keys.first == 0 && keys.count <= Int(Int32.max))
        self.keys = keys
        addNode(for: 0..<keys.count, depth: 0)
    }

    /// The index of the largest key that is not greater than `key`.
    func lastIndex(notAfter key: Key) -> Int {
        var node = nodes[0]
        while true {
            let interval = intervals[node.interval(of: key)]
            guard interval.content < 0 else {
                return lastIndex(notAfter: key, behind: Int(interval.firstIndex) &- 1, count: Int(interval.content))
            }
            node = nodes[Int(~interval.content)]
            if key < node.first { return node.firstIndex &- 1 }
        }
    }

    /// Searches the `count` keys behind the one at `index`, which is not greater than `key`.
    @inline(__always)
    private func lastIndex(notAfter key: Key, behind index: Int, count: Int) -> Int {
        var low = index
        var high = index &+ count
        while low < high {
            let middle = (low &+ high &+ 1) / 2
            if keys[middle] <= key { low = middle } else { high = middle &- 1 }
        }
        return low
    }

    private mutating func addNode(for stretch: Range<Int>, depth: Int) {
        let first = keys[stretch.lowerBound]
        let span = keys[stretch.upperBound - 1] - first
        let intervalBits = Int.bitWidth - (stretch.count / Self.keysPerInterval).leadingZeroBitCount
        let shift = max(0, Key.bitWidth - span.leadingZeroBitCount - intervalBits)
        let count = Int(span >> Key(shift)) + 1
        let place = intervals.count..<intervals.count + count
        let node = Node(first: first, firstIndex: stretch.lowerBound, shift: shift, place: place)
        nodes.append(node)
        intervals.append(contentsOf: repeatElement(Interval(), count: count))
        var index = stretch.lowerBound
        for interval in place {
            let start = index
            while index < stretch.upperBound, node.interval(of: keys[index]) == interval { index += 1 }
            intervals[interval].firstIndex = UInt32(start)
            if index - start > Self.crowd, depth < Self.deepestNode {
                intervals[interval].content = ~Int32(nodes.count)
                addNode(for: start..<index, depth: depth + 1)
            } else {
                intervals[interval].content = Int32(index - start)
            }
        }
    }
}
