import IPNetworks

/// Addresses of one family, and the day on which each was first seen: sorted ranges with a number of two bytes beside
/// each. What touches and came on the same day is one range.
struct StampedRanges<Bits: AddressBits>: Equatable, Sendable {
    private(set) var ranges: [AddressRange<Bits>] = []
    /// Days since the epoch, one for each range.
    private(set) var days: [UInt16] = []

    init() {}

    /// All of a set on the same day.
    init(_ set: AddressSet<Bits>, day: UInt16) {
        ranges = set.ranges
        days = [UInt16](repeating: day, count: ranges.count)
    }

    mutating func reserveCapacity(_ count: Int) {
        ranges.reserveCapacity(count)
        days.reserveCapacity(count)
    }

    /// Adds a range behind all others.
    mutating func append(_ range: AddressRange<Bits>, _ day: UInt16) {
        if let last = ranges.last, days[days.count - 1] == day, range.first &- last.last == 1 {
            ranges[ranges.count - 1] = AddressRange(last.first, range.last)
        } else {
            ranges.append(range)
            days.append(day)
        }
    }

    /// `nil` for an address that is not there.
    func day(of address: Bits) -> UInt16? {
        let index = indexOfFirstRange(endingAtOrAfter: address)
        return index < ranges.count && ranges[index].first <= address ? days[index] : nil
    }

    private func indexOfFirstRange(endingAtOrAfter address: Bits) -> Int {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = low + (high - low) / 2
            if ranges[middle].last < address { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The days of the addresses of a set: as here for those that are here, `today` for the others. Linear.
    func carried(to set: AddressSet<Bits>, today: UInt16) -> Self {
        var carried = Self()
        carried.reserveCapacity(set.ranges.count)
        var index = 0
        for range in set.ranges {
            var next = range.first
            var isDone = false
            while index < ranges.count, ranges[index].last < next { index += 1 }
            while !isDone, index < ranges.count, ranges[index].first <= range.last {
                let known = ranges[index]
                if known.first > next { carried.append(AddressRange(next, known.first &- 1), today) }
                let end = min(known.last, range.last)
                carried.append(AddressRange(max(known.first, next), end), days[index])
                isDone = end == range.last
                if !isDone {
                    next = end &+ 1
                    index += 1
                }
            }
            if !isDone { carried.append(AddressRange(next, range.last), today) }
        }
        return carried
    }

    /// With single addresses taken out, or put in with a day. Linear.
    ///
    /// - Parameter changes: sorted by address, each once; no day takes it out.
    func applying(_ changes: [(address: Bits, day: UInt16?)]) -> Self {
        var result = Self()
        result.reserveCapacity(ranges.count + changes.count)
        var rest = changes[...]
        for (range, day) in zip(ranges, days) {
            while let change = rest.first, change.address < range.first {
                if let day = change.day { result.append(AddressRange(change.address), day) }
                rest.removeFirst()
            }
            var next: Bits? = range.first
            while let start = next, let change = rest.first, change.address <= range.last {
                if change.address > start { result.append(AddressRange(start, change.address &- 1), day) }
                if let day = change.day { result.append(AddressRange(change.address), day) }
                next = change.address == range.last ? nil : change.address &+ 1
                rest.removeFirst()
            }
            if let next { result.append(AddressRange(next, range.last), day) }
        }
        for change in rest { if let day = change.day { result.append(AddressRange(change.address), day) } }
        return result
    }

    /// All its addresses.
    var addresses: AddressSet<Bits> { AddressSet(ranges) }
}
