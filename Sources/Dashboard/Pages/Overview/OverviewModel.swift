import Guard
import ThreatModel

/// What the first page shows: how the guard fares, and what happened within a span.
struct OverviewModel: Encodable, Sendable {
    /// `24h`, `7d` or `30d`.
    var span: HistorySpan
    var standing: Standing
    var entries: Entries
    var sources: [Source]
    /// The newest of what was blocked.
    var latest: LiveModel
    /// `nil`: there is no server to report to.
    var reports: Reports?
    /// `nil`: see ``historyFailure``.
    var history: OverviewHistory?
    /// Why nothing can be said about what happened, in a part of a sentence.
    var historyFailure: String?

    /// Rows of ``latest``.
    static let latestLength = 10

    /// Am I protected?
    struct Standing: Encodable, Sendable {
        var state: StatusReport.State
        /// What the state means here, in one sentence.
        var summary: String
        var backend: String
        var generation: UInt64
        /// When the kernel was last found to hold what it was given.
        var verified: Moment?
        /// Since when it has held it.
        var since: Moment?
        var pausedUntil: Moment?
        /// Whether it has been given everything that lists and allowlist say by now.
        var isInStep: Bool
        /// Times that rules were put back after somebody else had changed them.
        var restores: Int
        /// What else is not as it should be, a sentence each.
        var warnings: [String]
    }

    /// What the kernel drops; `nil` where it does not count.
    struct Entries: Encodable, Sendable {
        var addresses4: Int?
        var addresses6: Int?
        var networks4: Int?
        var networks6: Int?

        /// Whether the kernel counts anything.
        var isCounted: Bool { addresses4 != nil || addresses6 != nil || networks4 != nil || networks6 != nil }
    }

    struct Source: Encodable, Sendable {
        var id: String
        var name: String
        var state: SourcesModel.State
        /// Why, or what else somebody ought to know; `nil`: nothing.
        var reason: String?
        /// Whether it is up to date, and on disk.
        var isHealthy: Bool
        /// Ranges on its list; `nil`: it has none yet.
        var entries: Int?
        /// When it last confirmed its list.
        var confirmed: Moment?
        /// When it is asked again, where that is known.
        var next: Moment?
        /// Packets within the span from addresses that it was the first to list; `nil` without a history.
        var packets: Int?
    }

    struct Reports: Encodable, Sendable {
        var isEnabled: Bool
        /// Addresses that were reported this UTC day.
        var today: Int
        var waiting: Int
        var next: Moment?
        var failure: String?
    }
}

extension HistorySpan: Encodable {}
