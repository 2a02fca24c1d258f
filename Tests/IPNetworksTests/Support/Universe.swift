import IPNetworks
import Testing

/// An address space reduced to 64 places, so that a set is the bits of one number and every operation on sets has an
/// obviously right counterpart on bits.
struct Universe<Bits: AddressBits>: CustomTestStringConvertible, Sendable {
    /// The first address of place 0.
    let base: Bits
    /// The addresses of one place are 2^scale.
    let scale: Int

    /// The first addresses of the space.
    static var bottom: Self { Self(base: 0, scale: 0) }
    /// The last addresses of the space.
    static var top: Self { Self(base: .max - 63, scale: 0) }
    /// Somewhere in between, not aligned.
    static var middle: Self { Self(base: .max / 3, scale: 0) }
    /// The whole space.
    static var whole: Self { Self(base: 0, scale: Bits.bitWidth - 6) }

    static var all: [Self] { [bottom, middle, top, whole] }

    var testDescription: String { "\(Bits.family) from \(base), places of 2^\(scale)" }

    /// The first address of a place.
    func address(_ place: Int) -> Bits { base + Bits(place) << Bits(scale) }

    func range(_ first: Int, _ last: Int) -> AddressRange<Bits> {
        AddressRange(address(first), address(last) + ((1 << Bits(scale)) &- 1))
    }

    /// The set of the places whose bits are one, from ranges in ascending order.
    func set(_ places: UInt64) -> AddressSet<Bits> {
        AddressSet((0..<64).filter { places >> UInt64($0) & 1 == 1 }.map { range($0, $0) })
    }

    /// The places that a set covers; asks about the first and the last address of each.
    func places(of set: AddressSet<Bits>) -> UInt64 {
        (0..<64).reduce(0) { places, place in
            let range = range(place, place)
            let isIn = set.contains(range.first) && set.contains(range.last)
            return places | (isIn ? 1 : 0) << UInt64(place)
        }
    }

    /// Ranges in any order, overlapping, and the places that they cover together.
    func randomRanges(_ count: Int, using random: inout SeededGenerator) -> ([AddressRange<Bits>], UInt64) {
        var covered: UInt64 = 0
        let ranges = (0..<count).map { _ in
            let first = Int.random(in: 0..<64, using: &random)
            let last = min(63, first + Int.random(in: 0..<6, using: &random))
            for place in first...last { covered |= 1 << UInt64(place) }
            return range(first, last)
        }
        return (ranges, covered)
    }
}

extension AddressSet {
    /// Whether the ranges are as few as possible and in order.
    var isCanonical: Bool {
        zip(ranges, ranges.dropFirst()).allSatisfy { $0.last < $1.first && $1.first - $0.last > 1 }
    }
}
