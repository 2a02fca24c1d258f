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
    /// The newest is the last.
    var deeds: [StoredDeed] = []
    var quotaUse: [QuotaKey: Int] = [:]

    var words: [String] = []
    var addresses: [IPAddress: StoredAddress] = [:]
    var addressDetections: [IPAddress: (changedAt: Timestamp, state: [UInt8])] = [:]
    var sessions: [UUIDv7: StoredSession] = [:]
    var events: [SessionEvent] = []
    /// The sensor that sent each event, by the event's id.
    var eventSensors: [UUIDv7: Int64] = [:]
    var reports: [StoredReport] = []

    /// The newest change is the last.
    var changes: [StoredChange] = []
    var lastSequence: UInt64 = 0

    var alertVersion: UInt64 = 1
    var lastAlert: Int64 = 0
    /// Ascending by id.
    var alerts: [StoredAlert] = []
    var alertExamples: [Int64: [AlertExample]] = [:]
    /// Of ranges: the addresses that matched, and when each last did.
    var alertAddresses: [Int64: [IPAddress: Timestamp]] = [:]
    var webhooks: [Int64: StoredWebhook] = [:]
    var lastDigests: [Int64: Timestamp] = [:]
    var deliveries: [UUIDv7: StoredDelivery] = [:]

    var usernames: [UsernameKey: UsernameSightings] = [:]
    var emails: [String: EmailSightings] = [:]

    var huntedBehaviours: [String: UInt64] = [:]
    /// Ascending by id.
    var hunts: [StoredHunt] = []
    var findings: [HuntFinding] = []

    var lastAppeal: Int64 = 0
    /// Ascending by number.
    var appeals: [StoredAppeal] = []
    /// By the appeal's number, the newest last.
    var appealEntries: [Int64: [AppealEntry]] = [:]
    var trust: [Int64: StoredTrust] = [:]
    var claims: [StoredClaim] = []
    var confirmedBlocks: [Int64: Set<IPPrefix>] = [:]
    var organisationVersion: UInt64 = 1
    var organisations: [Int64: Int64] = [:]
    var submissionNetworks: [IPPrefix: Set<Int64>] = [:]

    init(feedEpoch: UInt32) { self.feedEpoch = feedEpoch }

    struct QuotaKey: Hashable {
        var credential: Int64
        var family: QuotaFamily
        var day: Int64
    }

    struct UsernameKey: Hashable {
        var name: String
        var `protocol`: AttackProtocol
    }
}
