/// Which primitives one event shows, and how far patterns of several parts have come in the text being scanned. Kept and
/// used again, so that an event costs no allocation.
struct HitBuffer: Sendable {
    /// The primitives hit, each once, in no order.
    private(set) var hits: [UInt32] = []
    /// One bit a primitive, set for those in ``hits``.
    private var isHit: [UInt64] = []
    private var progress: [Progress] = []
    /// Distinguishes what this scan wrote into ``progress`` from what earlier ones left there.
    private var scan: UInt32 = 0

    private struct Progress: Sendable {
        var scan: UInt32 = 0
        /// Parts found so far.
        var parts: UInt32 = 0
        /// Where the last of them ended.
        var end = 0
    }

    /// Makes room for so many primitives, all unhit.
    mutating func begin(primitives: Int) {
        for hit in hits { isHit[Int(hit >> 6)] &= ~(1 << UInt64(hit & 63)) }
        hits.removeAll(keepingCapacity: true)
        let words = (primitives + 63) / 64
        if isHit.count < words { isHit += [UInt64](repeating: 0, count: words - isHit.count) }
    }

    /// Forgets how far patterns had come, for the next text.
    mutating func beginScan(slots: Int) {
        if progress.count < slots { progress += [Progress](repeating: Progress(), count: slots - progress.count) }
        scan &+= 1
        if scan == 0 {
            // After four thousand million scans the numbers begin anew.
            progress = [Progress](repeating: Progress(), count: progress.count)
            scan = 1
        }
    }

    mutating func hit(_ primitive: UInt32) {
        guard !contains(primitive) else { return }
        isHit[Int(primitive >> 6)] |= 1 << UInt64(primitive & 63)
        hits.append(primitive)
    }

    func contains(_ primitive: UInt32) -> Bool { isHit[Int(primitive >> 6)] >> UInt64(primitive & 63) & 1 == 1 }

    /// How many parts of the pattern in that slot stand before `start`; `nil` when the last of them reaches beyond it.
    func parts(inSlot slot: Int, before start: Int) -> UInt32? {
        guard progress[slot].scan == scan else { return 0 }
        return progress[slot].end <= start ? progress[slot].parts : nil
    }

    mutating func advance(slot: Int, to parts: UInt32, end: Int) {
        progress[slot] = Progress(scan: scan, parts: parts, end: end)
    }
}
