import IPNetworks

/// The addresses of a family cut into ranges, each with the number of a row: 8 bytes a range in IPv4, 20 in IPv6.
///
/// A range reaches to where the next begins; the first begins at 0. What no database covers is a range of row 0.
struct RangeColumn<Bits: AddressBits>: Sendable {
    private(set) var starts: [Bits] = [0]
    private(set) var rows: [UInt32] = [0]
    /// Where to begin searching, by the first 16 bits of an address; empty for short columns.
    private var heads: [UInt32] = []

    private static var headBits: Int { 16 }
    private static var headShift: Bits { Bits(Bits.bitWidth - headBits) }
    /// Below this many ranges a search is as quick without heads.
    private static var worthwhileCount: Int { 4_096 }

    init() {}

    var count: Int { starts.count }
    /// Whether nothing is known of any address.
    var isEmpty: Bool { starts.count == 1 && rows[0] == 0 }

    mutating func reserveCapacity(_ count: Int) {
        starts.reserveCapacity(count)
        rows.reserveCapacity(count)
    }

    /// The row of an address.
    func row(of address: Bits) -> UInt32 { rows[index(of: address)] }

    /// The index of the range that holds an address.
    func index(of address: Bits) -> Int {
        guard !heads.isEmpty else { return lastIndex(notAfter: address, from: 0, to: starts.count - 1) }
        let head = Int(truncatingIfNeeded: address >> Self.headShift)
        return lastIndex(notAfter: address, from: Int(heads[head]), to: Int(heads[head + 1]))
    }

    /// The index of the last range from `low` to `high` that begins at or before an address.
    ///
    /// - Precondition: the range at `low` does.
    func lastIndex(notAfter address: Bits, from low: Int, to high: Int) -> Int {
        var low = low
        var high = high
        while low < high {
            let middle = (low + high + 1) / 2
            if starts[middle] <= address { low = middle } else { high = middle - 1 }
        }
        return low
    }

    /// The last address of a range.
    func last(_ index: Int) -> Bits { index + 1 < starts.count ? starts[index + 1] - 1 : .max }

    /// Says that what follows from `start` on, up to the next such call, is of that row.
    ///
    /// - Precondition: not before the start of the last call.
    mutating func append(from start: Bits, row: UInt32) {
        let end = starts.count - 1
        if starts[end] == start {
            // A range of no length is none, and the one before it may be the same as what takes its place.
            rows[end] = row
            if end > 0, rows[end - 1] == row {
                starts.removeLast()
                rows.removeLast()
            }
        } else if rows[end] != row {
            starts.append(start)
            rows.append(row)
        }
    }

    /// Ends what may be appended to.
    mutating func finish() {
        guard starts.count >= Self.worthwhileCount else { return }
        var heads: [UInt32] = []
        heads.reserveCapacity(1 << Self.headBits + 1)
        var index = 0
        for head in 0..<Bits(1 << Self.headBits) {
            let first = head << Self.headShift
            while index + 1 < starts.count, starts[index + 1] <= first { index += 1 }
            heads.append(UInt32(index))
        }
        heads.append(UInt32(starts.count - 1))
        self.heads = heads
    }
}
