import IPNetworks
import Store
import ThreatModel

/// Makes, lists, changes and removes the alerts of an account.
///
/// Alerts belong to the account, whichever of its keys made them. How many there may be, and how wide a range, is decided by
/// the tier of the key that asks for one more; alerts that are there stay when a tier shrinks.
struct AlertBook: Sendable {
    let store: any Store
    let account: Int64

    func alerts(_ kind: AlertKind) async throws -> [StoredAlert] {
        let account = account
        return try await store.reading { try $0.alerts(of: account) }.filter { $0.kind == kind }
    }

    /// Counting and making are one transaction: requests at the same time never make more than there may be.
    func create(_ subject: AlertSubject, _ body: AlertBody, tier: Tier, at now: Timestamp) async throws -> StoredAlert {
        if case .range(let prefix) = subject {
            let widest = prefix.family == .v4 ? tier.alerts.widestIPv4Prefix : tier.alerts.widestIPv6Prefix
            guard prefix.length >= widest else {
                throw RequestError.forbidden(
                    "'cidr' may be /\(widest) or smaller in the tier \(tier.name), not /\(prefix.length)")
            }
        }
        let new = NewAlert(
            account: account, kind: subject.kind, subject: subject.text, label: body.label,
            isEnabled: body.isEnabled ?? true, emailNotifications: body.emailNotifications ?? true)
        return try await store.writing { transaction in
            do {
                let alert = try transaction.createAlert(new, at: now)
                let count = try transaction.alertCounts(of: new.account)[new.kind] ?? 0
                if let limit = tier.alerts.limit(new.kind), count > limit { throw Self.tooMany(new.kind, limit, tier) }
                return alert
            } catch StoreError.alertExists(let id) {
                throw RequestError.conflict(
                    "there is an alert for this \(new.kind.memberName) already: its id is \(id)")
            }
        }
    }

    func change(_ id: Int64, _ kind: AlertKind, _ body: AlertBody) async throws -> StoredAlert {
        let account = account
        return try await store.writing { transaction in
            let alert = try Self.alert(id, kind, of: account, in: transaction)
            try transaction.changeAlert(
                id, label: body.namesLabel ? body.label : alert.label, isEnabled: body.isEnabled ?? alert.isEnabled,
                emailNotifications: body.emailNotifications ?? alert.emailNotifications)
            return try Self.alert(id, kind, of: account, in: transaction)
        }
    }

    func remove(_ id: Int64, _ kind: AlertKind) async throws {
        let account = account
        try await store.writing { transaction in
            _ = try Self.alert(id, kind, of: account, in: transaction)
            try transaction.removeAlert(id)
        }
    }

    /// Of another account or another kind is as good as not there.
    private static func alert(
        _ id: Int64, _ kind: AlertKind, of account: Int64, in reader: any StoreReader
    ) throws -> StoredAlert {
        guard let alert = try reader.alert(id), alert.account == account, alert.kind == kind else {
            throw RequestError(status: 404, sentence: "you have no \(kind.name) alert with this id")
        }
        return alert
    }

    /// Not 429: waiting does not help.
    private static func tooMany(_ kind: AlertKind, _ limit: Int, _ tier: Tier) -> RequestError {
        .forbidden(
            "the tier \(tier.name) has \(limit) \(kind.name) \(limit == 1 ? "alert" : "alerts"); remove one to make another"
        )
    }
}
