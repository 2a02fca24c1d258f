package import IPNetworks

/// Eight addresses side by side, the first of them a multiple of eight: the grain in which lists are compared when a few
/// of their addresses have changed.
package struct AddressCell<Bits: AddressBits>: Hashable, Sendable {
    package let first: Bits

    /// How many addresses a cell has.
    package static var size: Bits { 8 }

    /// The cell that holds an address.
    package init(holding address: Bits) { first = address & ~(Self.size &- 1) }

    package var range: AddressRange<Bits> { AddressRange(first, first | (Self.size &- 1)) }

    /// The cells on both sides; one at the end of the address space.
    package var neighbours: [Self] {
        var neighbours: [Self] = []
        if first != 0 { neighbours.append(Self(holding: first &- 1)) }
        if range.last != .max { neighbours.append(Self(holding: range.last &+ 1)) }
        return neighbours
    }

    /// The addresses that a mask stands for, ascending.
    package func addresses(in mask: CellMask) -> [Bits] {
        (0..<Int(Self.size)).filter { mask.contains(CellMask(index: $0)) }.map { first | Bits($0) }
    }

    /// The addresses for which `isWanted` is true.
    package func mask(where isWanted: (Bits) -> Bool) -> CellMask {
        var mask = CellMask.none
        for index in 0..<Int(Self.size) where isWanted(first | Bits(index)) { mask.formUnion(CellMask(index: index)) }
        return mask
    }

    /// Which of the addresses are in a set.
    package func coverage(by set: AddressSet<Bits>) -> CellMask {
        var mask = CellMask.none
        var next = first
        while let range = set.firstRange(endingAtOrAfter: next), range.first <= self.range.last {
            let low = Int(max(range.first, first) & (Self.size &- 1))
            let high = Int(min(range.last, self.range.last) & (Self.size &- 1))
            for index in low...high { mask.formUnion(CellMask(index: index)) }
            guard range.last < self.range.last else { break }
            next = range.last &+ 1
        }
        return mask
    }
}
