package import ThreatModel

/// Where an account's digests are sent by HTTP.
package struct StoredWebhook: Hashable, Sendable {
    package var url: String
    /// What each delivery is signed with. Stored as it is: unlike a key it is used here, not only recognised.
    package var secret: String
    package var createdAt: Timestamp
    package var lastAttemptAt: Timestamp?
    /// Why the last attempt failed; `nil` when it did not, or there was none.
    package var lastError: String?

    package init(
        url: String, secret: String, createdAt: Timestamp, lastAttemptAt: Timestamp? = nil, lastError: String? = nil
    ) {
        self.url = url
        self.secret = secret
        self.createdAt = createdAt
        self.lastAttemptAt = lastAttemptAt
        self.lastError = lastError
    }
}
