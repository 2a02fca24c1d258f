/// The one vote an organisation has about an address: its weightiest report.
package struct OrganisationVote: Equatable, Sendable {
    package let organisation: Int64
    /// Trust of that report's reporter when it reported, in ten-thousandths.
    package internal(set) var trustTenThousandths: UInt16
    /// When that report came.
    package internal(set) var hour: UTCHour

    package var trust: Double { Double(trustTenThousandths) / 10_000 }

    /// The vote's weight at `now`: trust × 2^(−age / 14 days).
    package func weight(at now: UTCHour) -> Double { trust * HalfLife.reports.remaining(after: now.age(of: hour)) }

    /// Whether this vote weighs more than `other`, now and at any later time.
    func outweighs(_ other: Self) -> Bool {
        let mine = HalfLife.reports.standing(of: trust, at: hour)
        let theirs = HalfLife.reports.standing(of: other.trust, at: other.hour)
        if mine != theirs { return mine > theirs }
        return hour == other.hour ? organisation < other.organisation : hour > other.hour
    }
}
