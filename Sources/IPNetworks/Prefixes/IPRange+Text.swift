extension IPRange: LosslessStringConvertible {
    /// An address, a network as `address/length` or a range as `address-address`; see ``init(parsing:)``.
    package init?(_ text: String) {
        try? self.init(parsing: text)
    }

    /// An address, a network as `address/length` or a range as `address-address`, with blanks around the `-` or without.
    ///
    /// A network whose address has host bits set is the network that holds the address.
    package init(parsing text: String) throws(AddressSyntaxError) {
        let text = text
        let bytes = text.utf8.span
        var position = 0
        self = try EntryScanner.entry(in: bytes, at: &position)
        guard position == bytes.count else { throw .trailingText }
    }

    /// A single address, the CIDR form where there is one, and `first-last` otherwise.
    package var description: String {
        switch self {
        case .v4(let range): range.description
        case .v6(let range): range.description
        }
    }
}

extension AddressRange: CustomStringConvertible {
    /// A single address, the CIDR form where there is one, and `first-last` otherwise.
    @usableFromInline
    package var description: String {
        let block = AddressBlock(beginning: self)
        return block.last == last ? block.description : "\(first.addressText)-\(last.addressText)"
    }
}
