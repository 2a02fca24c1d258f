import IPNetworks
import ThreatModel

/// Everything a ``MemoryStore`` holds.
struct MemoryState: Sendable {
    let feedEpoch: UInt32
    var isClosed = false

    var identityVersion: UInt64 = 1
    var accounts: [StoredAccount] = []
    var credentials: [StoredCredential] = []
    /// The newest is the last.
    var deeds: [StoredDeed] = []
    var quotaUse: [QuotaKey: Int] = [:]

    var words: [String] = []
    var addresses: [IPAddress: StoredAddress] = [:]
    var sessions: [UUIDv7: StoredSession] = [:]
    var events: [SessionEvent] = []
    /// The sensor that sent each event, by the event's id.
    var eventSensors: [UUIDv7: Int64] = [:]
    var reports: [StoredReport] = []

    /// The newest change is the last.
    var changes: [StoredChange] = []
    var lastSequence: UInt64 = 0

    init(feedEpoch: UInt32) { self.feedEpoch = feedEpoch }

    struct QuotaKey: Hashable {
        var credential: Int64
        var family: QuotaFamily
        var day: Int64
    }
}
