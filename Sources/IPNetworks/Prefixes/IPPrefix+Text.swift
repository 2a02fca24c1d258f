extension IPPrefix: LosslessStringConvertible {
    /// What to do with an address that has bits set beyond the prefix length.
    package enum HostBits: Sendable {
        /// The network that holds the address is meant: `192.0.2.77/24` is `192.0.2.0/24`.
        case clear
        /// It is an error.
        case refuse
    }

    /// `address/length`, or an address alone for the network of that one address.
    package init?(_ text: String) {
        try? self.init(parsing: text)
    }

    /// `address/length`, or an address alone for the network of that one address. The length is a plain decimal number.
    package init(parsing text: String, hostBits: HostBits = .clear) throws(AddressSyntaxError) {
        let text = text
        try self.init(utf8: text.utf8.span, hostBits: hostBits)
    }

    /// The same on ASCII bytes.
    package init(utf8 text: Span<UInt8>, hostBits: HostBits = .clear) throws(AddressSyntaxError) {
        var position = 0
        guard let address = AddressScanner.address(in: text, at: &position) else { throw .notAnAddress }
        let length = try EntryScanner.prefixLength(of: address, in: text, at: &position)
        guard position == text.count else { throw .trailingText }
        switch EntryScanner.network(of: address, length ?? address.family.width) {
        case .v4(let range): self.init(AddressBlock(beginning: range))
        case .v6(let range): self.init(AddressBlock(beginning: range))
        }
        switch hostBits {
        case .clear: break
        case .refuse: guard self.address == IPAddress(address) else { throw .hostBitsSet }
        }
    }

    /// `address/length`, the length always written.
    package var description: String { "\(address)/\(length)" }
}

extension IPPrefix: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            try self.init(parsing: container.decode(String.self))
        } catch let error as AddressSyntaxError {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
