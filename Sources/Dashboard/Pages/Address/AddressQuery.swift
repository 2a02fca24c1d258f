import IPNetworks

/// What somebody typed who wants to know whether an address is blocked: as it stands in a log, with blanks around it, a port
/// behind it, in brackets; or a network.
enum AddressQuery: Equatable {
    case nothing
    case address(IPAddress)
    case network(IPRange)
    case unknown

    init(_ text: String?) {
        let text = (text ?? "").filter { !$0.isWhitespace && !"\"'`,;<>".contains($0) }
        if text.isEmpty {
            self = .nothing
        } else if let address = Self.address(text) {
            self = .address(address)
        } else if let range = IPRange(text) {
            self = range.single.map { AddressQuery.address($0) } ?? .network(range)
        } else {
            self = .unknown
        }
    }

    private static func address(_ text: String) -> IPAddress? {
        if let address = IPAddress(text) { return address }
        if text.first == "[", let end = text.firstIndex(of: "]") {
            let rest = text[text.index(after: end)...]
            guard rest.isEmpty || isPort(rest) else { return nil }
            return IPAddress(String(text[text.index(after: text.startIndex)..<end]))
        }
        guard let colon = text.lastIndex(of: ":"), isPort(text[colon...]),
            let address = IPAddress(String(text[..<colon])),
            address.isIPv4
        else { return nil }
        return address
    }

    private static func isPort(_ text: Substring) -> Bool { text.first == ":" && UInt16(text.dropFirst()) != nil }
}

extension IPRange {
    /// Its address, when there is but one.
    fileprivate var single: IPAddress? {
        switch self {
        case .v4(let range): range.first == range.last ? IPAddress(v4: range.first) : nil
        case .v6(let range): range.first == range.last ? IPAddress(v6: range.first) : nil
        }
    }
}
