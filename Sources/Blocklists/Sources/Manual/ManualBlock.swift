package import IPNetworks
package import ThreatModel

/// Addresses that the user blocked by hand.
package struct ManualBlock: Hashable, Sendable {
    package var range: IPRange
    package var since: Timestamp
    /// When it ends; `nil`: when the user ends it.
    package var until: Timestamp?
    /// In the user's words.
    package var comment: String

    package init(range: IPRange, since: Timestamp, until: Timestamp? = nil, comment: String = "") {
        self.range = range
        self.since = since
        self.until = until
        self.comment = comment
    }

    package func isOver(at now: Timestamp) -> Bool { until.map { $0 <= now } ?? false }
}
