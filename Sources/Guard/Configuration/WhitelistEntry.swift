package import Geolocation
package import IPNetworks

/// An entry of the user's own allowlist.
package enum WhitelistEntry: Hashable, Sendable {
    case range(IPRange)
    /// Looked up now and again.
    case host(String)
    /// Every address there, by the databases of places.
    case country(CountryCode)

    private static let countryPrefix = "country:"

    /// An address, a network, a range, `country:` and two letters, or else the name of a host (RFC 1123 §2.1); `nil` for
    /// what is none of them.
    package init?(_ text: String) {
        if text.lowercased().hasPrefix(Self.countryPrefix) {
            guard let country = CountryCode(text.dropFirst(Self.countryPrefix.count)), country.name != nil else {
                return nil
            }
            self = .country(country)
        } else if let range = IPRange(text) {
            self = .range(range)
        } else if Self.isHostName(text) {
            self = .host(text.lowercased())
        } else {
            return nil
        }
    }

    private static func isHostName(_ text: String) -> Bool {
        let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard text.utf8.count <= 253, let last = labels.last else { return false }
        // No name ends in a number: 192.0.2.256 is a mistake, not a host.
        guard !last.allSatisfy(isDigit) else { return false }
        return labels.allSatisfy { label in
            (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
                && label.allSatisfy {
                    isDigit($0) || isLetter($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
                }
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}

extension WhitelistEntry: CustomStringConvertible {
    /// As it is written.
    package var description: String {
        switch self {
        case .range(let range): "\(range)"
        case .host(let name): name
        case .country(let code): "country:\(code.text)"
        }
    }
}
