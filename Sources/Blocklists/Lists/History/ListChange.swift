/// A change in the size of a list that is too large to be believed at once.
package enum ListChange: String, Hashable, Sendable, Codable, CaseIterable {
    /// It lost more than half of its ranges: an outage at the source, or a truncated answer, would unblock attackers.
    case shrank
    /// It has ten times the ranges, or covers ten times the addresses: a fault at the source would block the innocent.
    case grew

    /// How many times as large a list must become to have grown suddenly.
    private static let growthFactor = 10
    /// Below these sizes growth is nothing unusual: a young list doubles every day.
    private static let unremarkableRanges = 1_000
    private static let unremarkableAddresses: UInt64 = 1 << 16
    private static let unremarkableNetworks: UInt64 = 1 << 16

    /// The sudden change from one size to another, if it is one.
    package init?(from old: ListSize, to new: ListSize) {
        if new.ranges < old.ranges &- new.ranges {
            self = .shrank
        } else if Self.hasGrown(from: old.ranges, to: new.ranges, unremarkable: Self.unremarkableRanges)
            || Self.hasGrown(from: old.v4Addresses, to: new.v4Addresses, unremarkable: Self.unremarkableAddresses)
            || Self.hasGrown(from: old.v6Networks, to: new.v6Networks, unremarkable: Self.unremarkableNetworks)
        {
            self = .grew
        } else {
            return nil
        }
    }

    private static func hasGrown<Count: FixedWidthInteger>(from old: Count, to new: Count, unremarkable: Count) -> Bool
    {
        new > unremarkable && new / Count(growthFactor) >= max(old, 1)
    }
}
