import Geolocation

extension Place {
    /// Two letters.
    var countryCode: String? { country?.text }

    /// `Germany`; the two letters where no country is called so.
    var countryName: String? { country.map { $0.name ?? $0.text } }

    /// `AS64500 Example Ltd.`; `nil` where no database knows.
    var network: String? {
        let parts = [asn.map { "AS\($0)" }, organisation].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    /// What kind of network it is: `Tor exit`, `proxy`.
    var kinds: [String] { (isTor ? ["Tor exit"] : []) + (isProxy ? ["proxy"] : []) }

    /// All of it in a line: `Cologne, Germany · AS64500 Example Ltd. · Tor exit`.
    var line: String {
        let whereabouts = [city, countryName].compactMap { $0 }.joined(separator: ", ")
        return ([whereabouts.isEmpty ? nil : whereabouts, network].compactMap { $0 } + kinds).joined(separator: " · ")
    }
}
