extension IPAddress: CustomStringConvertible {
    /// The longest canonical text, in bytes.
    package static let maximumTextLength = UInt128.longestText

    /// The canonical text: dotted decimal for IPv4, RFC 5952 for IPv6.
    @usableFromInline
    package var description: String {
        String(unsafeUninitializedCapacity: Self.maximumTextLength) { write(into: $0) }
    }

    /// Writes the canonical text and returns its length in bytes.
    ///
    /// - Precondition: `buffer` holds at least ``maximumTextLength`` bytes.
    @discardableResult
    package func write(into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
        var text = buffer.mutableSpan
        var position = 0
        write(to: &text, at: &position)
        return position
    }

    /// Writes the canonical text at `position`, which moves behind it.
    ///
    /// - Precondition: at least ``maximumTextLength`` bytes are left there.
    package func write(to text: inout MutableSpan<UInt8>, at position: inout Int) {
        if let v4 {
            v4.writeAddress(to: &text, at: &position)
        } else {
            mapped.writeAddress(to: &text, at: &position)
        }
    }
}
