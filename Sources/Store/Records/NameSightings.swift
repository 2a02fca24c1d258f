package import ThreatModel

/// What is known of a name that visitors tried to log in with.
package struct UsernameSightings: Hashable, Sendable {
    /// Sessions it was tried in, by protocol; none is 0.
    package var sessions: [AttackProtocol: Int]
    package var firstSeenAt: Timestamp
    package var lastSeenAt: Timestamp

    package init(sessions: [AttackProtocol: Int], firstSeenAt: Timestamp, lastSeenAt: Timestamp) {
        self.sessions = sessions
        self.firstSeenAt = firstSeenAt
        self.lastSeenAt = lastSeenAt
    }
}

/// What is known of an address that visitors sent mail from or to.
package struct EmailSightings: Hashable, Sendable {
    package var messages: Int
    package var firstSeenAt: Timestamp
    package var lastSeenAt: Timestamp

    package init(messages: Int, firstSeenAt: Timestamp, lastSeenAt: Timestamp) {
        self.messages = messages
        self.firstSeenAt = firstSeenAt
        self.lastSeenAt = lastSeenAt
    }
}
