import Store
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
