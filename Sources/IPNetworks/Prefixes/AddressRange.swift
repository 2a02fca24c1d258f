/// All addresses from `first` to `last`, both included. Never empty.
@usableFromInline
package struct AddressRange<Bits: AddressBits>: Hashable, Sendable, BitwiseCopyable {
    /// The lowest address.
    /// The highest address, not below `first`.
    @usableFromInline package let first: Bits
    @usableFromInline package let last: Bits

    /// - Precondition: `first <= last`.
    @inlinable
    package init(_ first: Bits, _ last: Bits) {
        assert(first <= last)
        self.first = first
        self.last = last
    }

    /// One address.
    @inlinable
    package init(_ address: Bits) {
        first = address
        last = address
    }

    /// The network of the given prefix length that holds `address`.
    ///
    /// - Precondition: `0 <= prefixLength <= Bits.bitWidth`.
    @inlinable
    package init(_ address: Bits, prefixLength: Int) {
        let hosts = Self.hostMask(prefixLength: prefixLength)
        first = address & ~hosts
        last = address | hosts
    }

    /// The bits that a prefix of that length leaves to the hosts.
    @inlinable
    static func hostMask(prefixLength: Int) -> Bits {
        // Shifting a /0 by the full width yields zero, and zero less one is all ones.
        (1 << Bits(truncatingIfNeeded: Bits.bitWidth &- prefixLength)) &- 1
    }

    /// The number of addresses less one, because the number itself does not fit when the range is the whole space.
    @inlinable
    package var span: Bits { last &- first }

    /// Whether the address is in the range, ends included.
    @inlinable
    package func contains(_ address: Bits) -> Bool { first <= address && address <= last }

    /// The fewest CIDR blocks that make up the range, in order.
    @inlinable
    package var blocks: AddressBlockSequence<Bits> { AddressBlockSequence([self]) }
}
