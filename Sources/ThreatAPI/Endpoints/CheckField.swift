/// The fields of the answer to `check`, in its order, as `exclude` names them.
enum CheckField: String, CaseIterable {
    case ip
    case found
    case confidenceLevel
    case geolocation
    case firstSeen
    case lastSeen
    case totalSessions
    case totalEvents
    case protocols
    case behaviors
    case primitives
    case contributor
    case whitelist
    case rawConfidenceLevel
    case tags
    case policyVersion

    /// What `verbose=false` leaves out.
    static let detail: [CheckField] = [.protocols, .behaviors, .primitives]

    /// Its place among all fields.
    fileprivate var index: Int {
        switch self {
        case .ip: 0
        case .found: 1
        case .confidenceLevel: 2
        case .geolocation: 3
        case .firstSeen: 4
        case .lastSeen: 5
        case .totalSessions: 6
        case .totalEvents: 7
        case .protocols: 8
        case .behaviors: 9
        case .primitives: 10
        case .contributor: 11
        case .policyVersion: 12
        case .whitelist: 13
        case .rawConfidenceLevel: 14
        case .tags: 15
        }
    }
}

/// A set of fields in four bytes: asked for every field of every answer.
struct CheckFieldSet: Equatable {
    private var bits: UInt32 = 0

    func contains(_ field: CheckField) -> Bool { bits >> UInt32(field.index) & 1 == 1 }

    mutating func insert(_ field: CheckField) { bits |= 1 << UInt32(field.index) }
}
