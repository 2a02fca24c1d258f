extension AddressBlock: CustomStringConvertible {
    /// The longest text of a block, in bytes.
    @inlinable
    package static var longestText: Int { Bits.longestText + 4 }

    /// `address/length`; a block of one address is written as the address alone.
    @usableFromInline
    package var description: String {
        String(unsafeUninitializedCapacity: Self.longestText) { buffer in
            var text = buffer.mutableSpan
            var position = 0
            write(to: &text, at: &position)
            return position
        }
    }

    /// Writes what ``description`` says at `position`, which moves behind it.
    ///
    /// - Precondition: at least ``longestText`` bytes are left there.
    @inlinable
    package func write(to text: inout MutableSpan<UInt8>, at position: inout Int) {
        first.writeAddress(to: &text, at: &position)
        guard Int(prefixLength) < Bits.bitWidth else { return }
        AddressText.writePrefixLength(prefixLength, to: &text, at: &position)
    }
}
