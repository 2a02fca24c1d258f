import IPNetworks

/// How much may be blocked at all.
package struct MergeLimits: Equatable, Sendable {
    /// The largest share of each family's addresses: 0…1.
    package var maximumShare: Double
    package var coversIPv6: Bool

    package init(maximumShare: Double = 0.05, coversIPv6: Bool = true) {
        self.maximumShare = maximumShare
        self.coversIPv6 = coversIPv6
    }

    /// The share of the IPv6 space that addresses are assigned from, 2000::/3 (RFC 4291 §2.4).
    private static let assignedV6 = 1.0 / 8

    /// Why so much is not blocked, in a few words; `nil` when it may be.
    func objection(to blocked: IPAddressSet) -> String? {
        let share4 = blocked.v4.shareOfSpace
        let share6 = blocked.v6.shareOfSpace / Self.assignedV6
        if share4 > maximumShare { return "\(Self.percent(share4)) of all IPv4 addresses" }
        if share6 > maximumShare { return "\(Self.percent(share6)) of all IPv6 addresses" }
        return nil
    }

    var limitText: String { Self.percent(maximumShare) }

    /// With one digit behind the point.
    private static func percent(_ share: Double) -> String {
        let tenths = Int((min(share, 1) * 1000).rounded())
        return "\(tenths / 10).\(tenths % 10) %"
    }
}
