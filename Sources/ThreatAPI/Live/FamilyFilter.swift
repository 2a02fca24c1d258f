import IPNetworks

/// The `ipVersion` of a list.
enum FamilyFilter: UInt8, Hashable, Sendable, CaseIterable {
    case mixed
    case v4
    case v6

    /// The word in a query.
    var name: String {
        switch self {
        case .mixed: "mixed"
        case .v4: "4"
        case .v6: "6"
        }
    }

    func holds(_ address: IPAddress) -> Bool {
        switch self {
        case .mixed: true
        case .v4: address.isIPv4
        case .v6: !address.isIPv4
        }
    }
}
