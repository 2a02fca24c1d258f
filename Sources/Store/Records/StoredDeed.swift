package import ThreatModel

/// Something that was done to accounts or keys: who, when, what.
package struct StoredDeed: Hashable, Sendable {
    /// So many are kept.
    package static let keptCount = 10_000

    package var at: Timestamp
    /// Whoever gave the command, as the operating system knows them.
    package var actor: String
    /// A phrase such as `disabled key 3`.
    package var text: String

    package init(at: Timestamp, actor: String, text: String) {
        self.at = at
        self.actor = actor
        self.text = text
    }
}
