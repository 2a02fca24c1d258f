/// Which credentials a service lets in.
package enum LoginPolicy: Hashable, Sendable {
    /// Every one, at once.
    case acceptAll
    /// Every one, after this many attempts of a visit were turned down.
    case acceptAfter(Int)
    /// Those of a list, whenever they are tried.
    case list(CredentialList)

    /// Whether attempt number `attempt` of a visit, counted from 1, succeeds.
    ///
    /// - Parameter password: nil where something else than a password is to prove who it is, such as a key: a list lets that
    ///   in where it takes any password.
    package func accepts(attempt: Int, user: [UInt8], password: [UInt8]?) -> Bool {
        switch self {
        case .acceptAll: true
        case .acceptAfter(let refused): attempt > refused
        case .list(let list): list.contains(user: user, password: password)
        }
    }
}
