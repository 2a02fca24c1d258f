import Scoring
import Store
import ThreatModel

/// How far an account is believed, and why: what it is shown of itself, and the administrator of all.
package struct AccountFigures: Codable, Equatable, Sendable {
    /// 0…1: what its reports count now.
    package var trust: Double
    /// Whether it is one of those whose reports can list an address.
    package var isVetted: Bool
    /// One of the operator's own.
    package var isOperator: Bool
    /// Reports that the operator's sensors confirmed afterwards.
    package var confirmed: Double
    /// What was lost by reports that nobody else made, or that were wrong.
    package var refuted: Double
    /// Accounts that have one vote together with this one, itself included.
    package var organisationAccounts: Int

    init(of account: StoredAccount, policy: ScoringPolicy, in reader: any StoreReader, at now: Timestamp) throws {
        let trust = try reader.trust(of: account.id)
        let standing = policy.standing(of: AccountRecord(account, trust), at: now)
        self.trust = standing.trust
        isVetted = standing.isVetted
        isOperator = standing.isOperator
        confirmed = trust.confirmed
        refuted = trust.refuted
        organisationAccounts = try Organisations(stored: reader).members(with: account.id).count
    }
}

extension JSONWriter {
    /// The figures' members, in their order.
    mutating func object(_ figures: AccountFigures) {
        literal("{\"value\":")
        decimal(figures.trust, places: 4)
        member("isVetted")
        bool(figures.isVetted)
        member("isOperator")
        bool(figures.isOperator)
        member("confirmed")
        decimal(figures.confirmed, places: 2)
        member("refuted")
        decimal(figures.refuted, places: 2)
        member("organizationAccounts")
        integer(figures.organisationAccounts)
        literal("}")
    }
}
