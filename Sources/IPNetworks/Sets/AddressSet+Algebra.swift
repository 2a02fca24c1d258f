/// The algebra of sets. Every operation is one walk over both sets, linear in their ranges.
extension AddressSet {
    /// The addresses in either set.
    @specialized(where Bits == UInt32)
    @specialized(where Bits == UInt128)
    @usableFromInline
    package func union(_ other: Self) -> Self { combined(with: other) { $0 || $1 } }

    /// The addresses in both sets.
    @specialized(where Bits == UInt32)
    @specialized(where Bits == UInt128)
    @usableFromInline
    package func intersection(_ other: Self) -> Self { combined(with: other) { $0 && $1 } }

    /// The addresses of this set that are not in the other.
    @specialized(where Bits == UInt32)
    @specialized(where Bits == UInt128)
    @usableFromInline
    package func subtracting(_ other: Self) -> Self { combined(with: other) { $0 && !$1 } }

    /// The addresses that are in one of the sets and not in the other.
    @specialized(where Bits == UInt32)
    @specialized(where Bits == UInt128)
    @usableFromInline
    package func symmetricDifference(_ other: Self) -> Self { combined(with: other) { $0 != $1 } }

    /// The addresses for which `isKept` is true of being in this set and of being in the other. It is not asked about
    /// addresses that are in neither.
    @inline(__always)
    private func combined(with other: Self, where isKept: (Bool, Bool) -> Bool) -> Self {
        var builder = AddressSetBuilder<Bits>()
        builder.reserveCapacity(max(ranges.count, other.ranges.count))
        MaskSweep([self, other]).forEach { range, inside in
            if isKept(inside & 1 != 0, inside & 2 != 0) { builder.insert(range) }
        }
        return builder.build()
    }
}
