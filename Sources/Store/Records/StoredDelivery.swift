package import ThreatModel

/// A digest on its way to an account, until it has arrived or was given up.
package struct StoredDelivery: Hashable, Sendable {
    /// The same over all attempts, so that whoever gets it twice can tell.
    package var id: UUIDv7
    package var account: Int64
    package var channel: AlertChannel
    package var createdAt: Timestamp
    package var nextAttemptAt: Timestamp
    package var attempts: Int
    /// What is sent.
    package var body: [UInt8]

    package init(
        id: UUIDv7, account: Int64, channel: AlertChannel, createdAt: Timestamp, nextAttemptAt: Timestamp,
        attempts: Int = 0, body: [UInt8]
    ) {
        self.id = id
        self.account = account
        self.channel = channel
        self.createdAt = createdAt
        self.nextAttemptAt = nextAttemptAt
        self.attempts = attempts
        self.body = body
    }
}

/// The ways a digest can take. The raw value is stored: never renumber.
package enum AlertChannel: UInt8, NamedVocabulary {
    case webhook = 0
    case mail = 1

    package var name: String {
        switch self {
        case .webhook: "webhook"
        case .mail: "mail"
        }
    }
}

/// An account that matches wait for, and when it was last sent a digest.
package struct AwaitedDigest: Hashable, Sendable {
    package var account: Int64
    package var lastDigestAt: Timestamp?

    package init(account: Int64, lastDigestAt: Timestamp?) {
        self.account = account
        self.lastDigestAt = lastDigestAt
    }
}
