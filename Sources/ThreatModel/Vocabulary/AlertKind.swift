/// What an alert watches for. The raw value is stored: never renumber.
package enum AlertKind: UInt8, NamedVocabulary {
    /// One address.
    case ip = 0
    /// Every address of a network.
    case range = 1
    /// A name that somebody tries to log in with.
    case username = 2
    /// An address that mail is sent from or to.
    case email = 3

    package var name: String {
        switch self {
        case .ip: "ip"
        case .range: "range"
        case .username: "username"
        case .email: "email"
        }
    }
}
