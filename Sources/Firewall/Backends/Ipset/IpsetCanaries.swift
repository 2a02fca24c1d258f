import Netlink

/// An address of each list of single addresses that is known to be in its set.
///
/// To say how many elements a large set has, the kernel walks through all of them: 10 ms at 350,000. To look one up takes
/// it a few microseconds. Where that one is gone, somebody has emptied the set.
struct IpsetCanaries {
    private(set) var v4: UInt32?
    private(set) var v6: UInt128?

    init() {}

    init(_ lists: FirewallLists) {
        v4 = Self.chosen(from: lists.blocked4.items)
        v6 = Self.chosen(from: lists.blocked6.items)
    }

    /// What is known after these changes.
    mutating func follow(_ changes: ListChanges) {
        v4 = Self.followed(v4, changes.blocked4)
        v6 = Self.followed(v6, changes.blocked6)
    }

    private static func followed<Key: AddressKey>(_ key: Key?, _ change: ListChange<ExactAddresses<Key>>) -> Key? {
        switch change {
        case .keep: return key
        case .update(let removing, let adding):
            if let key, !removing.hasElement(in: key...key) { return key }
            return chosen(from: adding)
        case .replace(let list): return chosen(from: list.items)
        }
    }

    /// The last: no other could be one that sets cannot hold.
    private static func chosen<Key: AddressKey>(from addresses: [Key]) -> Key? {
        addresses.last.flatMap { $0 == 0 ? nil : $0 }
    }
}
