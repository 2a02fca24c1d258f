import Store
import ThreatModel

/// Sessions that were found to show more than is known of them.
struct HuntPortion: Sendable {
    let hunt: Int64
    let startedAt: Timestamp
    /// Where the hunt stood before; a hunt that stands elsewhere by now was begun anew.
    let after: UUIDv7?
    /// The last session looked at.
    var through: UUIDv7?
    var sessions: [UUIDv7] = []
    /// How many were looked at.
    var sessionCount = 0
    var eventCount = 0
    /// There are no more.
    var isLast = false
    /// Who owns a sensor, by its credential.
    let owner: @Sendable (Int64) -> StoredAccount?

    init(of hunt: StoredHunt, owner: @escaping @Sendable (Int64) -> StoredAccount?) {
        self.hunt = hunt.id
        startedAt = hunt.startedAt
        after = hunt.position
        through = hunt.position
        self.owner = owner
    }

    func continues(_ hunt: StoredHunt) -> Bool {
        hunt.id == self.hunt && hunt.startedAt == startedAt && hunt.position == after && hunt.finishedAt == nil
    }
}
