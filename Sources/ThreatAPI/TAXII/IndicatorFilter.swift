import IPNetworks

/// Which addresses a collection holds an indicator of: those that a list would hold.
struct IndicatorFilter: Hashable, Sendable {
    /// Whoever asks for nothing special gets everything that any list could hold.
    static let lowestScore: UInt8 = 1

    var list: ListFilter = {
        var list = ListFilter()
        list.scoreMinimum = lowestScore
        return list
    }()
    /// Whether those that a list held once and holds no longer are told too, as revoked.
    var tellsRevoked = false

    enum Standing {
        case listed
        case revoked
        case none
    }

    func standing(_ address: IPAddress, _ record: RecordView) -> Standing {
        guard list.family.holds(address) else { return .none }
        if list.holds(record) { return .listed }
        return tellsRevoked && record.indicatorVersion.wasListed ? .revoked : .none
    }
}
