/// Which credentials a service lets in.
package enum LoginPolicy: Hashable, Sendable {
    /// Every one, at once.
    case acceptAll
    /// Every one, after this many attempts of a visit were turned down.
    case acceptAfter(Int)

    /// Whether attempt number `attempt` of a visit, counted from 1, succeeds.
    package func accepts(attempt: Int) -> Bool {
        switch self {
        case .acceptAll: true
        case .acceptAfter(let refused): attempt > refused
        }
    }
}
