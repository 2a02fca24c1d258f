import Foundation

/// Finds who had most over many hours or days, from who had most in each of them.
///
/// Whoever is not among the first of an hour had at most as much there as the last of them. So the sum of each is known
/// within bounds, and only those need be looked up who may still come among the first (after R. Fagin, A. Lotem and M. Naor,
/// "Optimal aggregation algorithms for middleware", 2003). A pure value.
struct HistoryLeaders {
    struct Candidate {
        let key: Data
        /// What is known of it.
        let packets: Int
        /// Hours or days of which nothing is known.
        let unknown: [Int64]
    }

    /// So many of each hour or day are given.
    let depth: Int
    private let slots: ClosedRange<Int64>
    private var known: [Data: Known] = [:]
    /// For each hour or day: more than this had nobody who is not known there.
    private var limits: [Int] = []
    private var rows = 0
    private var last = 0

    private struct Known {
        var packets = 0
        /// A bit for each hour or day that is known.
        var slots: UInt64 = 0
    }

    /// - Precondition: at most 64 hours or days.
    init(slots: ClosedRange<Int64>, depth: Int) {
        self.slots = slots
        self.depth = depth
    }

    /// Takes the next row of an hour or day, which come in descending order.
    mutating func add(_ key: Data, _ packets: Int) {
        known[key, default: Known()].packets &+= packets
        known[key]?.slots |= 1 << UInt64(limits.count)
        rows += 1
        last = packets
    }

    /// There are no more rows of this hour or day. To be called for each, in order.
    mutating func endSlot() {
        // With fewer rows than were asked for, there is nobody else.
        limits.append(rows < depth ? 0 : last)
        (rows, last) = (0, 0)
    }

    /// Those that may be among the first `count`, at most so many.
    func candidates(for count: Int, atMost most: Int) -> [Candidate] {
        let sorted = known.sorted { $0.value.packets > $1.value.packets }
        // So much have the first for certain.
        let threshold = sorted.count > count && count > 0 ? sorted[count - 1].value.packets : 0
        var candidates: [Candidate] = []
        for (key, known) in sorted.prefix(most) {
            let unknown = limits.indices.filter { limits[$0] > 0 && known.slots & 1 << UInt64($0) == 0 }
            guard unknown.reduce(known.packets, { $0 &+ limits[$1] }) >= threshold else { continue }
            candidates.append(
                Candidate(key: key, packets: known.packets, unknown: unknown.map { slots.lowerBound + Int64($0) }))
        }
        return candidates
    }
}
