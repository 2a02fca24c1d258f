/// The one vote an organisation has about an address: its weightiest report.
package struct OrganisationVote: Equatable, Sendable {
    package let organisation: Int64
    /// Trust of that report's reporter when it reported, in ten-thousandths.
    package internal(set) var trustTenThousandths: UInt16
    /// The most that any of its reporters was trusted, which echoes can renew the vote to.
    package internal(set) var highestTrustTenThousandths: UInt16
    /// When that report came.
    package internal(set) var hour: UTCHour

    init(organisation: Int64, trustTenThousandths: UInt16, highest: UInt16? = nil, hour: UTCHour) {
        self.organisation = organisation
        self.trustTenThousandths = trustTenThousandths
        highestTrustTenThousandths = max(highest ?? trustTenThousandths, trustTenThousandths)
        self.hour = hour
    }

    package var trust: Double { Double(trustTenThousandths) / 10_000 }

    /// The vote's weight at `now`: trust × 2^(−age / 14 days), the age less the days that echoes renewed.
    package func weight(at now: UTCHour, renewedDays: Int = 0) -> Double {
        let faded = trust * HalfLife.reports.remaining(after: now.age(of: hour))
        guard renewedDays > 0 else { return faded }
        return min(Double(highestTrustTenThousandths) / 10_000, faded * HalfLife.reports.renewal(days: renewedDays))
    }

    /// The same vote of another organisation.
    func of(_ organisation: Int64) -> Self {
        OrganisationVote(
            organisation: organisation, trustTenThousandths: trustTenThousandths, highest: highestTrustTenThousandths,
            hour: hour)
    }

    /// Whether this vote weighs more than `other`, now and at any later time.
    func outweighs(_ other: Self) -> Bool {
        let mine = HalfLife.reports.standing(of: trust, at: hour)
        let theirs = HalfLife.reports.standing(of: other.trust, at: other.hour)
        if mine != theirs { return mine > theirs }
        return hour == other.hour ? organisation < other.organisation : hour > other.hour
    }
}
