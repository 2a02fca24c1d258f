import Store
import ThreatModel

/// What an account is told at once: its alerts that something matched since the last time.
struct Digest: Sendable {
    /// Alerts of one digest; the others wait for the next.
    static let maximumAlerts = 100

    struct Entry: Sendable {
        var alert: StoredAlert
        var examples: [AlertExample]
    }

    let id: UUIDv7
    let createdAt: Timestamp
    private(set) var entries: [Entry]

    /// What waits for an account. Those that waited longest since their last alert come first.
    ///
    /// - Parameter id: that of the delivery.
    init(of account: Int64, id: UUIDv7, at now: Timestamp, in reader: any StoreReader) throws {
        self.id = id
        createdAt = now
        let waiting = try reader.alerts(of: account).filter { $0.pending > 0 }.sorted {
            ($0.lastAlertedAt?.milliseconds ?? 0, $0.id) < ($1.lastAlertedAt?.milliseconds ?? 0, $1.id)
        }
        entries = try waiting.prefix(Self.maximumAlerts).map { alert in
            Entry(alert: alert, examples: try reader.alertExamples(of: alert.id))
        }
    }

    /// Without the alerts that mail shall not tell of.
    var forMail: Digest {
        var digest = self
        digest.entries.removeAll { !$0.alert.emailNotifications }
        return digest
    }
}
