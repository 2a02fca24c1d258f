package import ThreatModel

/// Who owns keys and sensors.
package struct StoredAccount: Hashable, Sendable {
    package var id: Int64
    package var name: String
    /// The operator's own: full trust in scoring. The first account of a new installation is.
    package var trusted: Bool
    package var createdAt: Timestamp
    /// Where mail about its alerts goes.
    package var email: String?
    /// Since when none of its keys works; `nil`: they do.
    package var disabledAt: Timestamp?

    package init(
        id: Int64, name: String, trusted: Bool, createdAt: Timestamp, disabledAt: Timestamp? = nil,
        email: String? = nil
    ) {
        self.id = id
        self.name = name
        self.trusted = trusted
        self.createdAt = createdAt
        self.email = email
        self.disabledAt = disabledAt
    }
}
