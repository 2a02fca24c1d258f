import Store
import ThreatAPI
import ThreatModel

/// An account, as `--json` shows it.
struct AccountRow: Encodable {
    let id: Int64
    let name: String
    let trusted: Bool
    let created: String
    let disabled: String?
    /// Its keys and tokens that are not disabled.
    let keys: Int

    init(_ account: StoredAccount, credentials: [StoredCredential]) {
        id = account.id
        name = account.name
        trusted = account.trusted
        created = account.createdAt.rfc3339
        disabled = account.disabledAt?.rfc3339
        keys = credentials.count { $0.account == account.id && $0.disabledAt == nil }
    }
}

extension Table {
    /// Accounts for people.
    init(accounts: [AccountRow]) {
        self.init(
            header: ["id", "name", "trusted", "keys", "created", "state"],
            rows: accounts.map { account in
                [
                    "\(account.id)", account.name, account.trusted ? "yes" : "no", "\(account.keys)",
                    String(account.created.prefix(10)), account.disabled == nil ? "active" : "disabled",
                ]
            })
    }
}

extension Table {
    /// How far an account is believed, for people.
    init(figures: AccountFigures) {
        func hundredths(_ value: Double) -> String {
            let whole = Int(value * 100 + 0.5)
            return "\(whole / 100).\(whole % 100 < 10 ? "0" : "")\(whole % 100)"
        }
        self.init(
            header: ["believed", "vetted", "confirmed", "refuted", "votes with"],
            rows: [
                [
                    hundredths(figures.trust), figures.isVetted ? "yes" : "no", hundredths(figures.confirmed),
                    hundredths(figures.refuted),
                    figures.organisationAccounts == 1 ? "nobody" : "\(figures.organisationAccounts - 1) others",
                ]
            ])
    }
}
