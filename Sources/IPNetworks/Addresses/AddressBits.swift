/// The bits of an address as an unsigned number in host order: `UInt32` for IPv4, `UInt128` for IPv6.
///
/// Sets, merges and tables are written once over this protocol. IPv4 keeps its four bytes that way: a million addresses
/// are four megabytes, not sixteen. What other modules call for every address is inlinable, and with it the types it
/// touches; what does work in proportion to a set is specialised for both widths here.
@usableFromInline
package protocol AddressBits: FixedWidthInteger, UnsignedInteger, BitwiseCopyable, Sendable {
    static var family: IPFamily { get }

    /// The longest canonical text of an address, in bytes.
    static var longestText: Int { get }

    /// Writes the canonical text of the address at `position`, which moves behind it.
    ///
    /// - Precondition: at least ``longestText`` bytes are left there.
    func writeAddress(to text: inout MutableSpan<UInt8>, at position: inout Int)
}

extension AddressBits {
    /// The canonical text of the address.
    var addressText: String {
        String(unsafeUninitializedCapacity: Self.longestText) { buffer in
            var text = buffer.mutableSpan
            var position = 0
            writeAddress(to: &text, at: &position)
            return position
        }
    }
}

extension UInt32: AddressBits {
    @inlinable
    package static var family: IPFamily { .v4 }

    @inlinable
    package static var longestText: Int { 15 }

    @usableFromInline
    package func writeAddress(to text: inout MutableSpan<UInt8>, at position: inout Int) {
        AddressText.write(self, to: &text, at: &position)
    }
}

extension UInt128: AddressBits {
    @inlinable
    package static var family: IPFamily { .v6 }

    @inlinable
    package static var longestText: Int { 39 }

    @usableFromInline
    package func writeAddress(to text: inout MutableSpan<UInt8>, at position: inout Int) {
        AddressText.write(self, to: &text, at: &position)
    }
}
