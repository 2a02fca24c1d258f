extension IPAddress: LosslessStringConvertible {
    /// The longest text of an address, in bytes: IPv6 with its last 32 bits in dotted decimal (`INET6_ADDRSTRLEN`
    /// without its NUL).
    package static let longestText = 45

    /// Strict: four decimal numbers without leading zeros or short forms, or RFC 4291 §2.2 text. No zone, no brackets,
    /// no white space, no port.
    @usableFromInline
    package init?(_ text: String) {
        let text = text
        self.init(utf8: text.utf8.span)
    }

    /// The same rules on ASCII bytes.
    package init?(utf8 text: Span<UInt8>) {
        var position = 0
        guard let spelled = AddressScanner.address(in: text, at: &position), position == text.count else { return nil }
        self.init(spelled)
    }

    /// The same rules on ASCII bytes.
    package init?(utf8 text: UnsafeBufferPointer<UInt8>) {
        self.init(utf8: text.span)
    }

    /// The same rules on ASCII bytes that may not lie side by side in memory.
    package init?(utf8 text: some Collection<UInt8>) {
        guard text.count <= Self.longestText else { return nil }
        let copy = ContiguousArray(text)
        self.init(utf8: copy.span)
    }

    init(_ spelled: AddressScanner.Spelled) {
        switch spelled {
        case .v4(let bits): self.init(v4: bits)
        case .v6(let bits): self.init(v6: bits)
        }
    }
}
