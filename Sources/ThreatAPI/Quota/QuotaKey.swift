import ThreatModel

/// What is counted: one family of one credential.
struct QuotaKey: Hashable, Sendable {
    var credential: Int64
    var family: QuotaFamily
}
