package import ThreatModel

/// A report with who gave it and when.
package struct StoredReport: Hashable, Sendable {
    package var report: Report
    package var at: Timestamp
    package var account: Int64
    package var credential: Int64
    /// About a reserved or documentation address: answered and kept, never scored or listed.
    package var isTest: Bool
    /// How far the account was believed then; `nil` in reports of an earlier version.
    package var standing: StoredStanding?

    package init(
        report: Report, at: Timestamp, account: Int64, credential: Int64, isTest: Bool, standing: StoredStanding? = nil
    ) {
        self.report = report
        self.at = at
        self.account = account
        self.credential = credential
        self.isTest = isTest
        self.standing = standing
    }
}
