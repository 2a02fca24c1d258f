/// How one part of a process fares, from best to worst.
package enum HealthStatus: String, CaseIterable, Comparable, Sendable {
    case ok
    /// Works with less than it should have: a server out of reach, a source that is stale.
    case degraded
    /// Not ready yet.
    case starting
    /// Does not do what it is there for.
    case failing

    private var rank: Int {
        switch self {
        case .ok: 0
        case .degraded: 1
        case .starting: 2
        case .failing: 3
        }
    }

    package static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }
}
