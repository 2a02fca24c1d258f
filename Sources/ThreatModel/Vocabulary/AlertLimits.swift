/// How much an account may watch for, by the tier of the key that asks. `nil` means unlimited.
package struct AlertLimits: Hashable, Sendable {
    /// IP alerts, username alerts and e-mail alerts: as many of each.
    package var subjects: Int?
    package var ranges: Int?
    /// The widest range over IPv4, as its prefix length: 28 takes a /28 and everything smaller. From 0 to 32.
    package var widestIPv4Prefix: Int

    /// - Parameters: those of a tier that says nothing of alerts are what the tier `free` has.
    package init(subjects: Int? = 5, ranges: Int? = 1, widestIPv4Prefix: Int = 28) {
        self.subjects = subjects
        self.ranges = ranges
        self.widestIPv4Prefix = widestIPv4Prefix
    }

    /// As much as an operator allows themselves.
    package static let unlimited = AlertLimits(subjects: nil, ranges: nil, widestIPv4Prefix: 0)

    /// The widest range over IPv6, as its prefix length: a site of IPv6 has 32 bits more than one of IPv4. Where all of IPv4
    /// is allowed, all of IPv6 is.
    package var widestIPv6Prefix: Int { widestIPv4Prefix == 0 ? 0 : widestIPv4Prefix + 32 }

    package func limit(_ kind: AlertKind) -> Int? {
        switch kind {
        case .ip, .username, .email: subjects
        case .range: ranges
        }
    }
}
