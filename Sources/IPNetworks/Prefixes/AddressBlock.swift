/// A network in CIDR form: a first address whose host bits are zero, and a prefix length.
@usableFromInline
package struct AddressBlock<Bits: AddressBits>: Hashable, Sendable, BitwiseCopyable {
    /// The first address of the block.
    @usableFromInline package let first: Bits
    /// 0…32 for IPv4, 0…128 for IPv6.
    @usableFromInline package let prefixLength: UInt8

    /// - Precondition: the bits of `first` beyond `prefixLength` are zero.
    @inlinable
    init(first: Bits, prefixLength: UInt8) {
        self.first = first
        self.prefixLength = prefixLength
    }

    /// The largest block that begins where `range` begins and does not reach beyond it.
    @inlinable
    init(beginning range: AddressRange<Bits>) {
        first = range.first
        // A block of 2ⁿ addresses begins at a multiple of 2ⁿ and needs span + 1 >= 2ⁿ, that is n <= log2(span + 1).
        let span = range.span
        let fitting = span == .max ? Bits.bitWidth : Bits.bitWidth - 1 - (span &+ 1).leadingZeroBitCount
        prefixLength = UInt8(truncatingIfNeeded: Bits.bitWidth - min(fitting, range.first.trailingZeroBitCount))
    }

    /// The last address of the block.
    @inlinable
    package var last: Bits { first | AddressRange<Bits>.hostMask(prefixLength: Int(prefixLength)) }

    /// All addresses of the block.
    @inlinable
    package var range: AddressRange<Bits> { AddressRange(first, last) }
}
