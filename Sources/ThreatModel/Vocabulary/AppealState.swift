/// How far the appeal of an address's holder has come. The raw value is stored: never renumber.
package enum AppealState: UInt8, NamedVocabulary {
    /// Nothing proves yet that whoever appealed holds the address. One that stays so is forgotten.
    case open = 0
    /// It is proven; reports do not count until somebody has decided, or nobody did in time.
    case proven = 1
    /// The reports were struck.
    case granted = 2
    /// The reports count again.
    case rejected = 3
    /// Nobody decided in time: the reports count again.
    case expired = 4

    package var name: String {
        switch self {
        case .open: "open"
        case .proven: "proven"
        case .granted: "granted"
        case .rejected: "rejected"
        case .expired: "expired"
        }
    }
}
