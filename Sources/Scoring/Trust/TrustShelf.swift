package import IPNetworks
package import ThreatModel

/// Where a ``ReporterLedger`` keeps what it knows: a store's transaction, or memory.
package protocol TrustShelf {
    func claim(by account: Int64, about address: IPAddress) throws -> ReportClaim?
    /// Visits the claims about an address in any order, until `body` returns `false`.
    func forEachClaim(about address: IPAddress, _ body: (ReportClaim) throws -> Bool) throws
    /// At most `limit` open claims about an address.
    func openClaims(about address: IPAddress, limit: Int) throws -> [ReportClaim]
    /// At most `limit` open claims made at or before `time`, the earliest first.
    func openClaims(madeUpTo time: Timestamp, limit: Int) throws -> [(address: IPAddress, claim: ReportClaim)]
    /// Adds a claim, or replaces the one of the same account about the address.
    mutating func save(_ claim: ReportClaim, about address: IPAddress) throws
    /// Notes that a claim of the account about that network was confirmed; returns whether it was the first.
    mutating func noteConfirmed(_ block: IPPrefix, of account: Int64) throws -> Bool
    mutating func add(_ change: TrustChange, to account: Int64) throws
}
