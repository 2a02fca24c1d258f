package import ThreatModel

/// A contributor reported the address. Reports about reserved addresses are tests and are never added.
package struct ReportEvidence: Hashable, Sendable {
    package var category: ReportCategory
    package var protocolName: String?
    package var kind: ReportKind
    package var at: Timestamp
    package var account: Int64
    /// The account's owner, or the group of accounts it was joined with: one vote together.
    package var organisation: Int64
    package var standing: ReporterStanding

    package init(
        category: ReportCategory, protocolName: String?, kind: ReportKind, at: Timestamp, account: Int64,
        organisation: Int64, standing: ReporterStanding
    ) {
        self.category = category
        self.protocolName = protocolName
        self.kind = kind
        self.at = at
        self.account = account
        self.organisation = organisation
        self.standing = standing
    }
}
