/// Which primitives one event shows. Kept and used again, so that an event costs no allocation.
struct HitBuffer: Sendable {
    /// The primitives hit, each once, in no order.
    private(set) var hits: [UInt32] = []
    /// One bit a primitive, set for those in ``hits``.
    private var isHit: [UInt64] = []

    /// Makes room for so many primitives, all unhit.
    mutating func begin(primitives: Int) {
        for hit in hits { isHit[Int(hit >> 6)] &= ~(1 << UInt64(hit & 63)) }
        hits.removeAll(keepingCapacity: true)
        let words = (primitives + 63) / 64
        if isHit.count < words { isHit += [UInt64](repeating: 0, count: words - isHit.count) }
    }

    mutating func hit(_ primitive: UInt32) {
        guard !contains(primitive) else { return }
        isHit[Int(primitive >> 6)] |= 1 << UInt64(primitive & 63)
        hits.append(primitive)
    }

    func contains(_ primitive: UInt32) -> Bool { isHit[Int(primitive >> 6)] >> UInt64(primitive & 63) & 1 == 1 }
}
