/// How a key stands with one family of its quota today.
struct QuotaFigures: Equatable, Sendable {
    var used: Int
    /// `nil`: unlimited.
    var limit: Int?

    /// `nil`: unlimited.
    var remaining: Int? { limit.map { max(0, $0 - used) } }
}
