package import ThreatModel

/// How far a source has been followed: what it is asked to go on from.
package struct ListPosition: Hashable, Sendable {
    /// The validator of the last whole list (RFC 9110 §8.8.3).
    package var entityTag: String?
    /// When the last whole list was changed, in the words of the server (RFC 9110 §8.8.2).
    package var lastModified: String?
    /// The place in the server's change feed.
    package var cursor: FeedCursor?

    package init(entityTag: String? = nil, lastModified: String? = nil, cursor: FeedCursor? = nil) {
        self.entityTag = entityTag
        self.lastModified = lastModified
        self.cursor = cursor
    }
}
