/// What a metric's numbers mean to whoever stores them.
package enum MetricKind: String, Sendable {
    /// Only grows, until the process ends.
    case counter
    /// Goes up and down.
    case gauge
    /// Counts observations by size.
    case histogram
}
