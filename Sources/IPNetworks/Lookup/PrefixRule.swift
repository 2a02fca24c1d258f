/// A prefix as the first and the last key that it holds, and its position among all prefixes.
struct PrefixRule<Key: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>: BitwiseCopyable {
    let first: Key
    let last: Key
    let position: UInt32
}

extension PrefixRule: RadixSortable {
    @inline(__always)
    var radixKey: Key { first }

    /// Sorts so that a prefix stands before those inside it, and of equal prefixes the one that counts stands last.
    static func sort(_ rules: inout [Self]) {
        RadixSort.sort(&rules)
        var start = 0
        while start < rules.count {
            var end = start &+ 1
            while end < rules.count, rules[end].first == rules[start].first { end &+= 1 }
            if end &- start > 1 {
                rules[start..<end].sort { $0.last != $1.last ? $0.last > $1.last : $0.position < $1.position }
            }
            start = end
        }
    }
}
