/// How a key stands with one family of its quota today.
struct QuotaFigures: Equatable, Sendable {
    var used: Int
    /// `nil`: unlimited.
    var limit: Int?
    /// The UTC day that is meant, as ``Timestamp/day``.
    var day: Int64

    /// `nil`: unlimited.
    var remaining: Int? { limit.map { max(0, $0 - used) } }
}
