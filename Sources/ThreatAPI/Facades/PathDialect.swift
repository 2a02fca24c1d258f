import HTTPTypes

/// Whose clients a path is for: in which form errors are told there, and in which header field a key may come.
///
/// The façades translate; what is answered comes from the same snapshot, quotas and pipeline as everything else.
enum PathDialect {
    case own
    case taxii
    /// AbuseIPDB, version 2.
    case abuseIPDB
    /// The local API of CrowdSec, as its bouncers read it.
    case crowdSec

    init(path: String) {
        let path = path.utf8
        func begins(_ beginning: StaticString) -> Bool {
            path.count >= beginning.utf8CodeUnitCount
                && ASCIIText.equals(path.prefix(beginning.utf8CodeUnitCount), beginning)
        }
        if begins("/taxii2") {
            self = .taxii
        } else if begins("/api/v2/") {
            self = .abuseIPDB
        } else if begins("/v1/decisions") || begins("/v1/usage-metrics") {
            self = .crowdSec
        } else {
            self = .own
        }
    }

    /// The header field of its clients' keys, where that is not `Authorization`.
    var keyField: HTTPField.Name? {
        switch self {
        case .own, .taxii: nil
        case .abuseIPDB: Self.abuseIPDBKey
        case .crowdSec: Self.crowdSecKey
        }
    }

    private static let abuseIPDBKey = HTTPField.Name("Key")
    private static let crowdSecKey = HTTPField.Name("X-Api-Key")
}
