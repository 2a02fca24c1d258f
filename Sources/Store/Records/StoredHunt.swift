package import ThreatModel

/// Stored sessions matched again because rules were added or changed: how far that has come, and what it found.
package struct StoredHunt: Hashable, Sendable {
    /// Hunts kept; of older ones nothing is.
    package static let keptCount = 16
    /// Addresses remembered of one hunt.
    package static let maximumFindings = 10_000

    /// Counts the hunts of a store, from 1.
    package var id: Int64
    /// Names of the behaviours that are new or changed; empty: all there are.
    package var behaviours: [String]
    package var startedAt: Timestamp
    /// The last session looked at; `nil`: none yet.
    package var position: UUIDv7?
    /// Sessions that there were when it began.
    package var total: Int
    /// Sessions looked at.
    package var sessions = 0
    /// Events matched again.
    package var events = 0
    /// Behaviours newly found, each once for a session.
    package var sightings = 0
    /// Addresses of which something was found, up to ``maximumFindings``.
    package var addresses = 0
    /// `nil`: not yet.
    package var finishedAt: Timestamp?

    package init(id: Int64, behaviours: [String], startedAt: Timestamp, total: Int) {
        self.id = id
        self.behaviours = behaviours
        self.startedAt = startedAt
        self.total = total
    }
}
