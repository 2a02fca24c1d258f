import ThreatModel

/// The figures of a metered request, and the header fields that carry them: every dialect that clients know.
struct QuotaHeaders: Equatable, Sendable {
    var family: QuotaFamily
    var figures: QuotaFigures
    /// When the quota starts anew, Unix seconds.
    var reset: Int64
    /// Whether clients look for every family's figures under the names of `X-RateLimit`.
    var isPlainRateLimit = false

    /// Calls `body` with every field, names in their canonical spelling. An unlimited quota has no figures to give.
    func forEachField(_ body: (_ name: StaticString, _ value: Int64) -> Void) {
        guard let limit = figures.limit, let remaining = figures.remaining else { return }
        let used = Int64(figures.used)
        func dialect(_ limitName: StaticString, _ remainingName: StaticString) {
            body(limitName, Int64(limit))
            body(remainingName, Int64(remaining))
        }
        switch family {
        case .lookups:
            dialect("X-RateLimit-Limit", "X-RateLimit-Remaining")
            body("X-RateLimit-Reset", reset)
        case .reports:
            if isPlainRateLimit {
                dialect("X-RateLimit-Limit", "X-RateLimit-Remaining")
                body("X-RateLimit-Reset", reset)
            }
            dialect("X-Report-Limit", "X-Report-Remaining")
        case .blacklist:
            dialect("X-RateLimit-Limit", "X-RateLimit-Remaining")
            body("X-RateLimit-Reset", reset)
            dialect("X-Blacklist-Limit", "X-Blacklist-Remaining")
            body("X-Blacklist-Used", used)
        case .taxii: dialect("X-TAXII-Limit", "X-TAXII-Remaining")
        }
        dialect("X-Daily-Limit", "X-Daily-Remaining")
        body("X-Daily-Used", used)
    }
}

extension QuotaFamily {
    /// What one unit is called in a sentence, plural.
    var unitName: String {
        switch self {
        case .lookups: "lookups"
        case .reports: "reports"
        case .blacklist: "blacklist addresses"
        case .taxii: "indicators"
        }
    }
}
