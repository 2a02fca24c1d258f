/// How a reporter came to know. The raw value is stored: never renumber.
package enum ReportKind: UInt8, NamedVocabulary {
    /// The reporter saw the deed.
    case observed = 0
    /// The reporter dropped the address because a list named it: an echo, worth no points of its own.
    case listBlock = 1
    /// A program reported without a person looking.
    case automatic = 2

    package var name: String {
        switch self {
        case .observed: "observed"
        case .listBlock: "list_block"
        case .automatic: "automatic"
        }
    }
}
