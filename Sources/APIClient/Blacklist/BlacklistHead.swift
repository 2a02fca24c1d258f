package import ThreatModel

/// What an answer says about the list that follows.
package struct BlacklistHead: Hashable, Sendable {
    /// For ``APIClient/blacklist(_:ifNoneMatch:timeout:clock:reader:)`` the next time.
    package var entityTag: String?
    /// Where in the change feed the list stands; `nil` when the server does not say.
    package var cursor: FeedCursor?
    /// Whether the end of the list will be known for certain: by its length, or because it comes in marked pieces.
    package var hasKnownEnd: Bool
    /// The length where it was announced and is that of the text itself.
    package var length: Int?
}
