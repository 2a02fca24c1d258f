/// How far what an event says about its source address can be believed.
package enum AddressWitness: Hashable, Sendable {
    /// The source is proven, and the operator's own sensor saw it.
    case own
    /// The source is proven, and a sensor of that organisation saw it.
    case lent(organisation: Int64)
    /// Anybody could have written that source address.
    case unproven

    /// Less is better. A behaviour is believed as far as the least believable event that it needs.
    enum Standing: UInt8, CaseIterable, Comparable, Sendable {
        case own, lent, unproven

        static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    }

    var standing: Standing {
        switch self {
        case .own: .own
        case .lent: .lent
        case .unproven: .unproven
        }
    }
}
