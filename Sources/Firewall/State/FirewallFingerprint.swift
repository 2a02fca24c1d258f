/// Stands for the contents of all lists, and follows a change in time proportional to the change.
package struct FirewallFingerprint: Hashable, Sendable {
    package private(set) var value: UInt64

    package init(value: UInt64 = 0) { self.value = value }

    mutating func add(_ lists: FirewallLists) { value &+= Self.sum(lists) }

    mutating func remove(_ lists: FirewallLists) { value &-= Self.sum(lists) }

    private static func sum(_ lists: FirewallLists) -> UInt64 {
        sum(lists.blocked4, 1) &+ sum(lists.blocked6, 2) &+ sum(lists.networks4, 3) &+ sum(lists.networks6, 4)
            &+ sum(lists.allowed4, 5) &+ sum(lists.allowed6, 6)
    }

    /// - Parameter salt: tells the same address on two lists apart.
    @inline(__always)
    private static func sum<List: AddressList>(_ list: List, _ salt: UInt64) -> UInt64 {
        list.items.reduce(0) { $0 &+ Digest.mixed(List.digest(of: $1) ^ salt) }
    }
}

extension FirewallFingerprint: CustomStringConvertible {
    /// Sixteen hexadecimal digits.
    package var description: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
