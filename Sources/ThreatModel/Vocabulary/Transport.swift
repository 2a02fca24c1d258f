/// How a session's packets travel. The raw value is stored: never renumber.
package enum Transport: UInt8, NamedVocabulary {
    case tcp = 0
    case udp = 1

    package var name: String {
        switch self {
        case .tcp: "tcp"
        case .udp: "udp"
        }
    }
}
