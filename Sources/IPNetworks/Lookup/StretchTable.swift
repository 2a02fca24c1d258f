/// A space of keys cut into stretches, each with the position of the prefix that decides there, or with none.
struct StretchTable<Key: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable>: Sendable {
    /// No prefix.
    private static var none: UInt32 { .max }

    /// Where each stretch begins; the first begins at 0, and each ends where the next begins.
    private let firsts: BucketIndex<Key>
    private let positions: [UInt32]

    /// Flattens prefixes: of those that hold a key the longest decides.
    init(_ rules: [PrefixRule<Key>]) {
        var rules = rules
        PrefixRule.sort(&rules)
        var firsts: [Key] = [0]
        var positions = [Self.none]

        func beginStretch(at first: Key, _ position: UInt32) {
            if firsts[firsts.count - 1] == first {
                positions[positions.count - 1] = position
            } else {
                firsts.append(first)
                positions.append(position)
            }
        }

        var open: [PrefixRule<Key>] = []  // the prefixes around the place that the walk has come to, the longest last
        for rule in rules {
            while let inner = open.last, inner.last < rule.first {
                open.removeLast()
                beginStretch(at: inner.last &+ 1, open.last?.position ?? Self.none)
            }
            open.append(rule)
            beginStretch(at: rule.first, rule.position)
        }
        while let inner = open.popLast(), inner.last < .max {
            beginStretch(at: inner.last &+ 1, open.last?.position ?? Self.none)
        }
        self.firsts = BucketIndex(firsts)
        self.positions = positions
    }

    @inline(__always)
    func position(for key: Key) -> Int? {
        let position = positions[firsts.lastIndex(notAfter: key)]
        return position == Self.none ? nil : Int(position)
    }
}
