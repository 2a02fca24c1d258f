import IPNetworks
import Scoring
import Store
import ThreatModel

/// The books of trust within a transaction of the store.
struct StoreTrustShelf: TrustShelf {
    let transaction: any StoreTransaction

    func claim(by account: Int64, about address: IPAddress) throws -> ReportClaim? {
        try transaction.claim(by: account, about: address).map { ReportClaim($0) }
    }

    func forEachClaim(about address: IPAddress, _ body: (ReportClaim) throws -> Bool) throws {
        try transaction.forEachClaim(about: address) { try body(ReportClaim($0)) }
    }

    func openClaims(about address: IPAddress, limit: Int) throws -> [ReportClaim] {
        try transaction.openClaims(about: address, limit: limit).map { ReportClaim($0) }
    }

    func openClaims(madeUpTo time: Timestamp, limit: Int) throws -> [(address: IPAddress, claim: ReportClaim)] {
        try transaction.openClaims(madeUpTo: time, limit: limit).map { ($0.address, ReportClaim($0)) }
    }

    func save(_ claim: ReportClaim, about address: IPAddress) throws {
        try transaction.saveClaim(
            StoredClaim(
                address: address, account: claim.account, at: claim.at, isEarly: claim.isEarly,
                outcome: claim.outcome.rawValue))
    }

    func noteConfirmed(_ block: IPPrefix, of account: Int64) throws -> Bool {
        try transaction.noteConfirmed(block, of: account)
    }

    func add(_ change: TrustChange, to account: Int64) throws {
        try transaction.addTrust(StoredTrust(confirmed: change.confirmed, refuted: change.refuted), to: account)
    }
}

extension ReportClaim {
    /// An outcome of a later version has ended the claim somehow.
    fileprivate init(_ stored: StoredClaim) {
        self.init(
            account: stored.account, at: stored.at, isEarly: stored.isEarly,
            outcome: Outcome(rawValue: stored.outcome) ?? .settled)
    }
}
