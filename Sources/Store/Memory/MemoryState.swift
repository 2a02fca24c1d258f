import IPNetworks
import ThreatModel

/// Everything a ``MemoryStore`` holds.
struct MemoryState: Sendable {
    let feedEpoch: UInt32
    let indicatorKey = (0..<32).map { _ in UInt8.random(in: 0...255) }
    var isClosed = false

    var identityVersion: UInt64 = 1
    var accounts: [StoredAccount] = []
    var credentials: [StoredCredential] = []
    var quotaUse: [QuotaKey: Int] = [:]

    var words: [String] = []
    var addresses: [IPAddress: StoredAddress] = [:]
    var sessions: [UUIDv7: StoredSession] = [:]
    var events: [SessionEvent] = []
    var eventIDs: Set<UUIDv7> = []
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
