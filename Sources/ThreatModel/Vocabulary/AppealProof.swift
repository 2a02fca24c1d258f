/// How somebody proves to hold an address. The raw value is stored: never renumber.
package enum AppealProof: UInt8, NamedVocabulary {
    /// A web server on the address answers with the appeal's token.
    case http = 0
    /// The address's name in the reverse DNS begins with the appeal's token.
    case dns = 1

    package var name: String {
        switch self {
        case .http: "http"
        case .dns: "dns"
        }
    }
}
