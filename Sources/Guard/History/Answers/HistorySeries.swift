package import Blocklists
package import ThreatModel

/// Packets over time, by the list that named their address first.
package struct HistorySeries: Equatable, Sendable {
    package struct Point: Equatable, Sendable {
        /// When the hour or day begins.
        package var start: Timestamp
        /// Packets of each source, in the order of ``HistorySeries/sources``.
        package var packets: [Int]
    }

    /// `nil` stands for addresses that were on no list any more, or were not kept.
    package var sources: [SourceIdentity?]
    /// The length of a point.
    package var step: Duration
    /// One for each hour or day of the span, oldest first.
    package var points: [Point]
}
