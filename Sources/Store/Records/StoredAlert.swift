package import ThreatModel

/// Something an account wants to be told of.
package struct StoredAlert: Hashable, Sendable {
    /// Examples that wait for the next digest, at most.
    package static let maximumExamples = 5

    package var id: Int64
    package var account: Int64
    package var kind: AlertKind
    /// The address, the network, the name or the mail address in its canonical form, as events are compared with it.
    package var subject: String
    package var label: String?
    /// Whether anything is compared with it at all.
    package var isEnabled: Bool
    /// Whether mail tells of it too.
    package var emailNotifications: Bool
    package var createdAt: Timestamp
    /// The newest digest that told of it.
    package var lastAlertedAt: Timestamp?
    /// Digests that told of it.
    package var totalAlerts = 0
    /// Whatever matched it.
    package var matchCount = 0
    /// Of a range: the addresses in it that matched. One that was forgotten and comes back counts again.
    package var uniqueMatches = 0
    package var lastMatchedAt: Timestamp?
    /// Matches that no digest told of yet.
    package var pending = 0

    package init(id: Int64, new: NewAlert, at now: Timestamp) {
        self.id = id
        account = new.account
        kind = new.kind
        subject = new.subject
        label = new.label
        isEnabled = new.isEnabled
        emailNotifications = new.emailNotifications
        createdAt = now
    }
}

/// An alert about to be created.
package struct NewAlert: Hashable, Sendable {
    package var account: Int64
    package var kind: AlertKind
    package var subject: String
    package var label: String?
    package var isEnabled: Bool
    package var emailNotifications: Bool

    package init(
        account: Int64, kind: AlertKind, subject: String, label: String? = nil, isEnabled: Bool = true,
        emailNotifications: Bool = true
    ) {
        self.account = account
        self.kind = kind
        self.subject = subject
        self.label = label
        self.isEnabled = isEnabled
        self.emailNotifications = emailNotifications
    }
}
