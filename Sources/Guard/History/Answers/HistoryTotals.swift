/// How much was blocked within a span.
package struct HistoryTotals: Equatable, Sendable {
    /// Packets that were dropped.
    package var dropped: Int
    /// Packets that were let through in log-only mode.
    package var observed: Int
    /// Different addresses that they came from.
    package var addresses: Int
}
