/// What a DNS list answers for a listed address: 127.0.0.2 and upwards, the higher the surer. Whoever wants only the surest
/// compares: `reject_rbl_client bl.example.org=127.0.0.[3..4]`.
enum DNSBLLevel: UInt8, CaseIterable, Sendable {
    /// Below 70; where nothing is known of how sure it is; and the list's own test entry.
    case listed = 2
    /// 70 to 89.
    case likely = 3
    /// 90 and more.
    case certain = 4

    init(confidence: UInt8) {
        self =
            switch confidence {
            case 90...: .certain
            case 70...: .likely
            default: .listed
            }
    }

    /// As an address's text.
    var text: StaticString {
        switch self {
        case .listed: "127.0.0.2"
        case .likely: "127.0.0.3"
        case .certain: "127.0.0.4"
        }
    }

    /// As an address's bytes.
    var address: UInt32 { 127 << 24 | UInt32(rawValue) }
}
