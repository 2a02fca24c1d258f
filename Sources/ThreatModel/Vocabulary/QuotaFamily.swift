/// The four kinds of metered use. The raw value is stored: never renumber.
package enum QuotaFamily: UInt8, NamedVocabulary {
    case lookups = 0
    case reports = 1
    case blacklist = 2
    case taxii = 3

    package var name: String {
        switch self {
        case .lookups: "lookups"
        case .reports: "reports"
        case .blacklist: "blacklist"
        case .taxii: "taxii"
        }
    }
}
